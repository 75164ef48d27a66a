/** Which files of the built admin a page needs, so that the browser can be told of all of them at once. */
import type { Language } from '../core/message/types.ts';

/** Written by Vite: what each module or shared part was built into, by its name. */
export type UiManifest = Readonly<Record<string, BuiltPart>>;

interface BuiltPart {
  readonly file: string;
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

/** Names of files, as built. */
export interface UiFiles {
  readonly styles: readonly string[];
  readonly entry: string;
  /** What the entry imports. */
  readonly scripts: readonly string[];
  /** What only this page needs, its texts among them. */
  readonly pageScripts: readonly string[];
  readonly fonts: readonly string[];
}

export const UI_ENTRY = 'main.tsx';

/** The texts of a page come with it, in the language that is read. */
const TEXTS: Readonly<Record<Language, string>> = {
  en: '/english.ts',
  fr: '/french.ts',
  pl: '/polish.ts',
};

/** For the page whose module is `page`; null for an address without one. */
export function filesOfPage(
  manifest: UiManifest,
  page: string | null,
  language: Language,
): UiFiles {
  const first = withImports(manifest, [UI_ENTRY]);
  const code = [...first, ...withImports(manifest, [`pages/${page}.tsx`])];
  const texts = code
    .flatMap(({ dynamicImports = [] }) => dynamicImports)
    .filter((name) => name.endsWith(TEXTS[language]));
  const parts = [...new Set([...code, ...withImports(manifest, texts)])];
  const [entry = '', ...scripts] = first.map(({ file }) => file);
  const fonts = parts.flatMap(({ assets = [] }) => assets.filter((file) => /\.woff2$/.test(file)));
  return {
    entry,
    scripts,
    pageScripts: parts.slice(first.length).map(({ file }) => file),
    styles: [...new Set(parts.flatMap(({ css = [] }) => css))],
    // Names of customers may need the other one too; the browser sees that by itself.
    fonts: fonts.filter((file) => language === 'pl' || !file.includes('latin-ext')),
  };
}

/** The parts that are there of these names, and all that they import, each once. */
function withImports(manifest: UiManifest, names: readonly string[]): readonly BuiltPart[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    manifest[name]?.imports?.forEach(visit);
  };
  names.forEach(visit);
  return [...found].flatMap((name) => manifest[name] ?? []);
}
