import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PAGE_MODULES, pageModuleAt } from '../../admin-app/contract/pages.ts';
import { loadUiAssets } from '../../admin-app/server/ui-assets.ts';
import { filesOfPage } from '../../admin-app/server/ui-files.ts';

const manifest = {
  'main.tsx': { file: 'main.js', imports: ['_first.js'] },
  '_first.js': {
    file: 'first.js',
    css: ['first.css'],
    assets: ['latin-wght.woff2', 'latin-ext-wght.woff2'],
    dynamicImports: ['pages/segment.tsx', 'pages/tiers.tsx', 'language/french.ts'],
  },
  'language/french.ts': { file: 'french.js', imports: ['_first.js'] },
  'pages/segment.tsx': {
    file: 'segment.js',
    css: ['segment.css', 'kit.css'],
    imports: ['_first.js', '_kit.js', '_texts.js'],
  },
  '_kit.js': { file: 'kit.js', css: ['kit.css'], imports: ['_deep.js', '_first.js'] },
  '_deep.js': { file: 'deep.js', imports: ['_kit.js'] },
  '_texts.js': {
    file: 'texts.js',
    dynamicImports: ['language/segments/english.ts', 'language/segments/french.ts'],
  },
  'language/segments/english.ts': { file: 'segments-english.js' },
  'language/segments/french.ts': { file: 'segments-french.js', imports: ['_more.js'] },
  '_more.js': { file: 'more-french.js' },
  'pages/tiers.tsx': { file: 'tiers.js', imports: ['_kit.js'] },
};

it('names every file that a page needs, however deep, once, with its texts in the language that is read', () => {
  expect(filesOfPage(manifest, 'segment', 'fr')).toEqual({
    entry: 'main.js',
    scripts: ['first.js'],
    pageScripts: [
      'segment.js',
      'kit.js',
      'deep.js',
      'texts.js',
      'french.js',
      'segments-french.js',
      'more-french.js',
    ],
    styles: ['first.css', 'segment.css', 'kit.css'],
    fonts: ['latin-wght.woff2'],
  });
});

it('names what every page needs where the address has no page, and both fonts to those who read Polish', () => {
  expect(filesOfPage(manifest, null, 'pl')).toEqual({
    entry: 'main.js',
    scripts: ['first.js'],
    pageScripts: [],
    styles: ['first.css'],
    fonts: ['latin-wght.woff2', 'latin-ext-wght.woff2'],
  });
});

it.each(Object.entries(PAGE_MODULES))('finds the page of %s', (address, module) => {
  expect(pageModuleAt(address.replace(':id', '7'))).toBe(module);
  expect(pageModuleAt(`${address.replace(':id', '7')}/`)).toBe(module);
});

it.each(['/nowhere', '/scenarios/7/nowhere', '/customers/append/7'])(
  'finds no page at %s',
  (path) => {
    expect(pageModuleAt(path)).toBeNull();
  },
);

it('asks in its document for all files of the page, those of every page first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rondo-ui-files-'));
  try {
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
    const assets = loadUiAssets(folder, 'rondo.js', 'https://bridge.example/bridge.js');
    const document = { apiKey: 'key', locale: 'fr-CA', path: '/segments/7' };
    const page = assets.renderDocument(document);
    const asked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    expect(asked).toEqual([
      'https://bridge.example/bridge.js',
      ...['first.css', 'segment.css', 'kit.css', 'first.js', 'main.js'].map(below),
      ...['segment.js', 'kit.js', 'deep.js', 'texts.js', 'french.js'].map(below),
      ...['segments-french.js', 'more-french.js', 'latin-wght.woff2'].map(below),
    ]);
    expect(assets.renderDocument({ ...document, path: '/nowhere' })).not.toContain('segment');
  } finally {
    await rm(folder, { recursive: true });
  }
});

function below(file: string): string {
  return `/assets/ui/${file}`;
}
