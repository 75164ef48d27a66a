/**
 * The browser that tests drive. Looked for in this order: `CHROMIUM_PATH`, the one packed in `@sparticuz/chromium`
 * (Linux x64), an installed Chromium or Chrome, which draws a window of its own around each page and so needs several
 * times the processor. None found is an error that says how to get one, never a skipped test.
 */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);

export type FoundBrowser = {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

const ARGS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

const INSTALLED_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const HOW_TO_GET_ONE =
  'set CHROMIUM_PATH to a Chromium or Chrome, install one (on Debian: apt-get install chromium), or on Linux x64 run npm ci, which brings @sparticuz/chromium';

let found: Promise<FoundBrowser> | undefined;

/** Finds the browser once per process. Throws an Error with one sentence when there is none that starts. */
export function findBrowser(): Promise<FoundBrowser> {
  found ??= find([findPacked, findInstalled]);
  return found;
}

/** Like `findBrowser`, but rather an installed one, for what the packed one is built without: notifications. */
export function findWholeBrowser(): Promise<FoundBrowser> {
  return find([findInstalled, findPacked]);
}

/** Starts the browser that `findBrowser` found. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findBrowser();
  return chromium.launch({ executablePath, args: [...args], env: { ...env } });
}

async function find(searches: readonly (() => Promise<FoundBrowser>)[]): Promise<FoundBrowser> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await isExecutable(named)) return { executablePath: named, args: ARGS, env: ownEnv() };
    throw new Error(
      `No browser for the tests: CHROMIUM_PATH is "${named}", which is not a file that can be run; point it to a Chromium or Chrome, or unset it.`,
    );
  }
  const failures: unknown[] = [];
  for (const search of searches) {
    try {
      return await search();
    } catch (error) {
      failures.push(error);
    }
  }
  const cause = new AggregateError(failures);
  throw new Error(`No browser for the tests: ${HOW_TO_GET_ONE}.`, { cause });
}

async function findInstalled(): Promise<FoundBrowser> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = INSTALLED_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const path of [...onPath, ...MAC_PATHS]) {
    if (await isExecutable(path)) return { executablePath: path, args: ARGS, env: ownEnv() };
  }
  throw new Error('No Chromium or Chrome is installed');
}

async function findPacked(): Promise<FoundBrowser> {
  const folder = await unpack();
  const executablePath = join(folder, 'chromium');
  const env = (await hasFonts()) ? ownEnv() : ownEnv({ FONTCONFIG_PATH: join(folder, 'fonts') });
  // The package also carries nss, nspr and expat, for machines that lack them.
  const withLibraries = { ...env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  for (const candidate of [env, withLibraries]) {
    if (await starts(executablePath, candidate))
      return { executablePath, args: ARGS, env: candidate };
  }
  throw new Error(`The packed Chromium in ${folder} does not start here`);
}

/**
 * Unpacks the packed Chromium once per user and version, 190 MB, and returns its folder. The package can only unpack
 * into the temporary folder of its process, so a child process gets one of its own, which is then moved into place in
 * one step: a run that is killed half-way, or two at once, never leave half a browser behind.
 */
async function unpack(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`@sparticuz/chromium does not run on ${process.platform} ${process.arch}`);
  const { version } = createRequire(import.meta.url)(
    createRequire(import.meta.url)
      .resolve('@sparticuz/chromium')
      .replace(/build\/.*$/, 'package.json'),
  ) as { version: string }; // every npm package has one
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rondo');
  const folder = join(cache, `chromium-${version}`);
  if (await isExecutable(join(folder, 'chromium'))) return folder;
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, 'unpacking-'));
  try {
    await unpackInto(staging);
    await writeFile(join(staging, 'fonts', 'fonts.conf'), fontConfiguration(folder));
    await rename(staging, folder).catch(async (error: unknown) => {
      // Another process was faster; its copy is as good.
      if (!(await isExecutable(join(folder, 'chromium')))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

async function unpackInto(folder: string): Promise<void> {
  const program =
    "import { default as packed } from '@sparticuz/chromium'; await packed.executablePath();";
  await run(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    // The second variable makes the package unpack its shared libraries too.
    env: { ...ownEnv(), TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  // The package leaves 700; a browser started as another user must be able to read it.
  await chmod(folder, 0o755);
  await chmod(join(folder, 'chromium'), 0o755);
}

/** The packed one looks for its fonts in the folders of a cloud function; ours names the place they were put. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts', 'cache')}</cachedir>
</fontconfig>
`;
}

async function starts(
  executablePath: string,
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  return await run(executablePath, ['--no-sandbox', '--version'], { env }).then(
    () => true,
    () => false,
  );
}

async function hasFonts(): Promise<boolean> {
  return await readdir('/usr/share/fonts').then(
    (entries) => entries.length > 0,
    () => false,
  );
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function ownEnv(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const entries = Object.entries({ ...process.env, ...extra });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
