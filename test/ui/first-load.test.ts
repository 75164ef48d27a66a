import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { expect, it } from 'vitest';

const FIRST_LOAD_BUDGET = 60_000;

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

/** The entry and all that it imports before the first page shows. */
function firstLoad(chunks: readonly Chunk[]): readonly Chunk[] {
  const entry = chunks.find((chunk) => chunk.isEntry);
  const names = new Set<string>();
  const visit = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    chunks.find((chunk) => chunk.fileName === name)?.imports.forEach(visit);
  };
  if (entry) visit(entry.fileName);
  return chunks.filter((chunk) => names.has(chunk.fileName));
}

it('loads at most 60 kB of script (gzip) before the first page', async () => {
  const chunks = firstLoad(await buildAdmin());
  expect(chunks.length).toBeGreaterThan(0);
  const bytes = chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0);
  expect(bytes).toBeLessThan(FIRST_LOAD_BUDGET);
  // The heavy parts (checks with a Liquid parser, the parsers of the contract) come later or not at all.
  const modules = chunks.flatMap((chunk) => chunk.moduleIds);
  expect(modules.filter((id) => /node_modules\/(liquidjs|zod)\//.test(id))).toEqual([]);
}, 60_000);
