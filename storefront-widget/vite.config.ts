import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** One self-running file, which the theme app extension takes along as its asset. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'error',
  plugins: [withoutReasons(), withoutConst()],
  build: {
    target: 'es2022',
    cssTarget: ['chrome111', 'firefox113', 'safari16.4'],
    outDir: join(import.meta.dirname, '../extension/theme/assets'),
    emptyOutDir: false,
    copyPublicDir: false,
    reportCompressedSize: false,
    minify: 'terser',
    cssMinify: true,
    terserOptions: {
      ecma: 2020,
      // Nothing of it is reached from outside: one scope, in which everything may be renamed, joined and reordered.
      toplevel: true,
      compress: { passes: 4, unsafe: true, unsafe_arrows: true, pure_getters: true },
      // Properties that neither come with the page, nor are kept, nor belong to the browser.
      mangle: { properties: { regex: /^(refusal|endsAt|override|message|text)$/ } },
    },
    lib: {
      entry: join(import.meta.dirname, 'main.ts'),
      formats: ['iife'],
      name: 'rondo',
      fileName: () => 'rondo.js',
    },
  },
});

/** The page asks whether a message may show, only staff ask why not: here every reason is the same number. */
function withoutReasons(): Plugin {
  return {
    name: 'without-reasons',
    enforce: 'pre',
    transform(code, id) {
      if (!/core\/priority\/(on-site|rank)\.ts$/.test(id)) return;
      const [union = ''] = /type (OnSiteRefusal|Criterion) =[^;]*/.exec(code) ?? [];
      const reasons = union.match(/'[^']+'/g) ?? [];
      return {
        code: reasons.reduce((text, reason) => text.replaceAll(reason, '1'), code),
        map: null,
      };
    },
  };
}

/** One word for all variables compresses better than two. */
function withoutConst(): Plugin {
  return {
    name: 'without-const',
    renderChunk: (code) => ({ code: code.replace(/\bconst /g, 'let '), map: null }),
  };
}
