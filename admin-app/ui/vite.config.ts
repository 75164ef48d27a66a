import { defineConfig } from 'vite';

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
    rollupOptions: { input: `${import.meta.dirname}/main.tsx` },
  },
});
