import { execFile } from 'node:child_process';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseAccount } from '../../../admin-app/server/database/postgres/account.ts';
import {
  type BinariesWanted,
  findBinaries,
  findPackageFolder,
} from '../../../admin-app/server/database/postgres/binaries.ts';

const run = promisify(execFile);

let folder: string;
let wanted: BinariesWanted;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rondo-binaries-'));
  await chmod(folder, 0o755);
  const account = await chooseAccount(join(folder, 'cluster'));
  wanted = { folder, account, major: undefined, packageFolder: undefined };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await run('chmod', ['-R', 'u+rwX', folder]);
  await rm(folder, { recursive: true });
});

/** The package as npm leaves it when install scripts do not run: without the symlinks of its libraries. */
async function unpackPackage(name: string): Promise<string> {
  const original = findPackageFolder();
  if (original === undefined) throw new Error('This platform has no bundled Postgres to copy');
  const copy = join(folder, name);
  await cp(original, copy, { recursive: true, verbatimSymlinks: true });
  const lib = join(copy, 'native', 'lib');
  for (const entry of await readdir(lib, { withFileTypes: true }))
    if (entry.isSymbolicLink()) await rm(join(lib, entry.name));
  return copy;
}

async function links(packageFolder: string): Promise<readonly string[]> {
  const entries = await readdir(join(packageFolder, 'native', 'lib'), { withFileTypes: true });
  return entries.filter((entry) => entry.isSymbolicLink()).map((entry) => entry.name);
}

/** Programs that only tell a version, first on PATH. */
async function installFake(version: string): Promise<string> {
  const bin = join(folder, `fake-${version}`);
  await mkdir(bin);
  for (const program of ['postgres', 'initdb']) {
    await writeFile(join(bin, program), `#!/bin/sh\necho "${program} (PostgreSQL) ${version}"\n`);
    await chmod(join(bin, program), 0o755);
  }
  vi.stubEnv('PATH', [bin, process.env.PATH].join(delimiter));
  return bin;
}

describe('the bundled programs', () => {
  it('start in place after the links of their libraries were made', async () => {
    const packageFolder = await unpackPackage('package');
    const found = await findBinaries({ ...wanted, packageFolder });
    expect(found).toMatchObject({
      postgres: join(packageFolder, 'native/bin/postgres'),
      major: 18,
    });
    const list: { target: string }[] = JSON.parse(
      await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8'),
    );
    expect(await links(packageFolder)).toHaveLength(list.length);
    // The second time the links are there.
    expect(await findBinaries({ ...wanted, packageFolder })).toEqual(found);
  });

  it('are linked by several processes at once', async () => {
    const packageFolder = await unpackPackage('package');
    const all = await Promise.all([1, 2, 3].map(() => findBinaries({ ...wanted, packageFolder })));
    for (const found of all) expect(found.postgres).toContain(packageFolder);
  });

  it('are copied to where the account can start them, once', async () => {
    const packageFolder = await unpackPackage('private/package');
    // As root the account cannot enter; otherwise we cannot write the links.
    await chmod(join(folder, 'private'), 0o700);
    await chmod(join(packageFolder, 'native', 'lib'), 0o500);
    const [found, other] = await Promise.all([
      findBinaries({ ...wanted, packageFolder }),
      findBinaries({ ...wanted, packageFolder }),
    ]);
    expect(dirname(dirname(found.postgres))).toMatch(new RegExp(`^${folder}/programs-18\\.`));
    expect(other).toEqual(found);
    const { ino } = await lstat(found.postgres);
    await findBinaries({ ...wanted, packageFolder });
    expect((await lstat(found.postgres)).ino).toBe(ino);
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/^copying-/));
  });

  it('are preferred to an installed Postgres', async () => {
    await installFake('17.2');
    const packageFolder = findPackageFolder();
    expect((await findBinaries({ ...wanted, packageFolder })).major).toBe(18);
  });
});

describe('an installed Postgres', () => {
  it('is used where there is no bundled one', async () => {
    const bin = await installFake('16.4 (Debian 16.4-1)');
    expect(await findBinaries(wanted)).toEqual({
      postgres: join(bin, 'postgres'),
      initdb: join(bin, 'initdb'),
      major: 16,
    });
  });

  it('is used where the bundled one does not start', async () => {
    const packageFolder = await unpackPackage('package');
    await writeFile(join(packageFolder, 'native/bin/postgres'), 'for another machine');
    await installFake('19beta1');
    expect((await findBinaries({ ...wanted, packageFolder })).major).toBe(19);
  });

  it('is used where it alone reads the data that exists', async () => {
    await installFake('16.4');
    const packageFolder = findPackageFolder();
    expect((await findBinaries({ ...wanted, packageFolder, major: 16 })).major).toBe(16);
  });

  it('is too old before version 15', async () => {
    const bin = await installFake('14.9');
    const found = await findBinaries(wanted).catch((error: unknown) => String(error));
    // Another one may be installed on this machine; without one there is a sentence.
    if (typeof found === 'string')
      expect(found).toMatch(/starts here; run npm ci .* or set DATABASE_URL/);
    else expect(found.postgres).not.toContain(bin);
  });

  it('is refused when it cannot read the data that exists', async () => {
    await installFake('16.4');
    await expect(findBinaries({ ...wanted, major: 13 })).rejects.toThrow(
      /was written by Postgres 13, which the Postgres found here \(16.*\) cannot read; install PostgreSQL 13/,
    );
  });
});
