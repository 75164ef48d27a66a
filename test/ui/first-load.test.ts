import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { PAGE_MODULES } from '../../admin-app/contract/pages.ts';

const FIRST_LOAD_BUDGET = 60_000;
/** Browsers send six requests at a time to a server without HTTP/2. */
const MOST_FIRST_FILES = 3;
const MOST_PAGE_FILES = 20;

type Chunk = Rollup.OutputChunk;

/** Builds as `npm run build:ui` does, but writes nothing. */
async function buildAdmin(): Promise<readonly Chunk[]> {
  const configFile = join(import.meta.dirname, '../../admin-app/ui/vite.config.ts');
  const built = await build({ configFile, logLevel: 'silent', build: { write: false } });
  const outputs = Array.isArray(built) ? built : [built];
  return outputs.flatMap((each) =>
    'output' in each ? each.output.filter((file) => file.type === 'chunk') : [],
  );
}

let chunks: readonly Chunk[] = [];
beforeAll(async () => {
  chunks = await buildAdmin();
}, 60_000);

/** The chunk and all that it imports. */
function withImports(first: Chunk | undefined): readonly Chunk[] {
  const names = new Set<string>();
  const visit = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    chunks.find((chunk) => chunk.fileName === name)?.imports.forEach(visit);
  };
  if (first) visit(first.fileName);
  return chunks.filter((chunk) => names.has(chunk.fileName));
}

function firstLoad(): readonly Chunk[] {
  return withImports(chunks.find((chunk) => chunk.isEntry));
}

it('loads at most 60 kB of script (gzip) before the first page', () => {
  const first = firstLoad();
  expect(first.length).toBeGreaterThan(0);
  const bytes = first.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0);
  expect(bytes).toBeLessThan(FIRST_LOAD_BUDGET);
  // The heavy parts (checks with a Liquid parser, the parsers of the contract) come later or not at all.
  const modules = first.flatMap((chunk) => chunk.moduleIds);
  expect(modules.filter((id) => /node_modules\/(liquidjs|zod)\//.test(id))).toEqual([]);
});

it('has the script of each page under the name by which the server finds it', () => {
  const pages = chunks.flatMap(
    ({ facadeModuleId }) => /pages\/(.+)\.tsx$/.exec(facadeModuleId ?? '')?.[1] ?? [],
  );
  const first = firstLoad().flatMap((chunk) => chunk.moduleIds);
  const named = Object.values(PAGE_MODULES).filter(
    (module) => !first.some((id) => id.endsWith(`/pages/${module}.tsx`)),
  );
  expect(pages.toSorted()).toEqual(named.toSorted());
});

it('brings each page in few files, and no page makes others wait for its texts', () => {
  const first = firstLoad();
  expect(first.length).toBeLessThanOrEqual(MOST_FIRST_FILES);
  for (const page of chunks.filter(({ facadeModuleId }) => facadeModuleId?.includes('/pages/'))) {
    const own = withImports(page).filter((chunk) => !first.includes(chunk));
    expect(own.length, page.name).toBeLessThanOrEqual(MOST_PAGE_FILES);
  }
  const shared = chunks.filter(({ name }) => ['first', 'kit', 'query'].includes(name));
  const modules = shared.flatMap(({ moduleIds }) => moduleIds);
  expect(modules.filter((id) => /\/(texts|words\/words)\.ts$/.test(id))).toEqual([]);
});
