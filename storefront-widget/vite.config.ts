import { join } from 'node:path';
import { defineConfig } from 'vite';

/** One self-running file, which the theme app extension takes along as its asset. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    outDir: join(import.meta.dirname, '../extension/theme/assets'),
    emptyOutDir: false,
    copyPublicDir: false,
    reportCompressedSize: false,
    lib: {
      entry: join(import.meta.dirname, 'main.ts'),
      formats: ['iife'],
      name: 'rondo',
      fileName: () => 'rondo.js',
    },
  },
});
