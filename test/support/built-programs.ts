/**
 * Vitest's global set-up where tests start processes of their own: builds their programs as they are now, once per run.
 * Read from TypeScript, each start would take the processor for some three seconds, built one.
 */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';
import type { TestProject } from 'vitest/node';
import { PROGRAMS } from './program.ts';

const ROOT = join(import.meta.dirname, '../..');

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'rondo-programs-'));
  await buildPrograms(folder);
  project.provide('builtPrograms', folder);
  return () => rm(folder, { recursive: true });
}

async function buildPrograms(outDir: string): Promise<void> {
  // What they import from packages is found as it is from their sources.
  await symlink(join(ROOT, 'node_modules'), join(outDir, 'node_modules'));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [withPlacesOfSources()],
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      rollupOptions: {
        input: Object.fromEntries(
          Object.entries(PROGRAMS).map(([name, file]) => [name, join(ROOT, 'test', file)]),
        ),
        // Packages, but for the help that the build itself brings for newer syntax.
        external: /^(?!@oxc-project\/runtime\/)[a-z@]/,
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
}

/** Every module finds what lies beside its source: migrations, pages, the file that a thread begins with. */
function withPlacesOfSources(): Plugin {
  return {
    name: 'with-places-of-sources',
    enforce: 'pre',
    transform(code, id) {
      const places = { dirname: dirname(id), filename: id, url: pathToFileURL(id).href };
      return {
        code: Object.entries(places).reduce(
          (text, [name, place]) => text.replaceAll(`import.meta.${name}`, JSON.stringify(place)),
          code,
        ),
        map: null,
      };
    },
  };
}
