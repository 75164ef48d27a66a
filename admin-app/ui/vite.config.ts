import { defineConfig, type Rolldown } from 'vite';

/**
 * What comes in one file each, in this order of right: a page that needs anything of it loads all of it. Otherwise a
 * page is in forty small files, which stand in line for the six connections of a browser.
 */
const FILES: Rolldown.CodeSplittingGroup[] = [
  { name: 'first', tags: ['$initial'], priority: 1 },
  {
    debugName: 'small parts of many pages',
    name: (id, chunking) => (waitsForTexts(id, chunking) ? null : 'kit'),
    test: /\/ui\/(components|models)\/[^/]*$|\/core\/(priority|message\/language|scenario\/types)/,
    minShareCount: 4,
  },
  { name: 'query', test: /\/core\/segment\//, minShareCount: 3 },
];

/** Such a module would make all that is in one file with it wait for texts that only some pages need. */
function waitsForTexts(
  id: string,
  chunking: Rolldown.ChunkingContext,
  seen = new Set<string>(),
): boolean {
  if (/\/ui\/language\/.+\/texts\.ts$/.test(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const imported = chunking.getModuleInfo(id)?.importedIds ?? [];
  return imported.some((each) => waitsForTexts(each, chunking, seen));
}

/**
 * Builds the admin into `build/ui`. The server serves it below `/assets/ui/` and finds the hashed names of the entry,
 * its stylesheets and what to preload in `manifest.json`, under the key `main.tsx`.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/assets/ui/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../build/ui',
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    target: 'es2022',
    rollupOptions: {
      input: `${import.meta.dirname}/main.tsx`,
      output: { codeSplitting: { groups: FILES } },
    },
  },
});
