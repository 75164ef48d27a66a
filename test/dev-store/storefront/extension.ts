/** Reads the theme app extension from its folder: blocks with their schema, assets, snippets and locales. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { z } from 'zod';

const extensionFolder = join(import.meta.dirname, '../../../extension/theme');

const settingShape = z.looseObject({ id: z.string().optional(), default: z.unknown().optional() });

const schemaShape = z.looseObject({
  name: z.string().max(25),
  target: z.enum(['section', 'head', 'body', 'compliance_head']),
  javascript: z.string().optional(),
  stylesheet: z.string().optional(),
  available_if: z.string().optional(),
  settings: z.array(settingShape).default([]),
});

export type BlockSchema = z.infer<typeof schemaShape>;

export interface BlockFile {
  /** The file's name without `.liquid`. */
  readonly handle: string;
  /** The Liquid without its `{% schema %}`. */
  readonly template: string;
  readonly schema: BlockSchema;
}

const tomlShape = z.looseObject({
  handle: z.string().optional(),
  extensions: z.array(z.looseObject({ handle: z.string() })).default([]),
});

/** The extension's handle, from `shopify.extension.toml`. */
export function readHandle(folder: string = extensionFolder): string {
  const path = join(folder, 'shopify.extension.toml');
  if (!existsSync(path)) return basename(folder);
  const toml = tomlShape.parse(parseToml(readFileSync(path, 'utf8')));
  return toml.handle ?? toml.extensions[0]?.handle ?? basename(folder);
}

/** Every block of the extension, by name; read anew each time, so that an edit shows at the next reload. */
export function readBlocks(folder: string = extensionFolder): readonly BlockFile[] {
  return filesIn(join(folder, 'blocks'), '.liquid').map((path) =>
    parseBlock(basename(path, '.liquid'), readFileSync(path, 'utf8')),
  );
}

/** Splits a block into template and schema. Throws for a missing or wrong schema, naming block and field. */
export function parseBlock(handle: string, source: string): BlockFile {
  const tag = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/;
  const match = tag.exec(source);
  if (!match?.[1]) throw new Error(`Block ${handle}.liquid has no {% schema %}`);
  const parsed = schemaShape.safeParse(parseJson(handle, match[1]));
  if (!parsed.success)
    throw new Error(`The schema of block ${handle}.liquid: ${z.prettifyError(parsed.error)}`);
  return { handle, template: source.replace(tag, ''), schema: parsed.data };
}

function parseJson(handle: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The schema of block ${handle}.liquid is not JSON`, { cause });
  }
}

/** What `block.settings` holds for a merchant who changed nothing. */
export function defaultSettings(schema: BlockSchema): Record<string, unknown> {
  const settings = schema.settings.filter((setting) => setting.id !== undefined);
  return Object.fromEntries(settings.map((setting) => [setting.id, setting.default ?? null]));
}

/** Snippets by name, for `{% render %}`. */
export function readSnippets(folder: string = extensionFolder): Record<string, string> {
  const paths = filesIn(join(folder, 'snippets'), '.liquid');
  return Object.fromEntries(
    paths.map((path) => [basename(path, '.liquid'), readFileSync(path, 'utf8')]),
  );
}

/** The texts of a language for the `t` filter, over those of the default language. */
export function readTexts(locale: string, folder: string = extensionFolder): unknown[] {
  const language = locale.split('-')[0] ?? locale;
  const names = [`${locale}.json`, `${language}.json`, `${language}.default.json`];
  const fallback = filesIn(join(folder, 'locales'), '.default.json').filter(
    (path) => !names.includes(basename(path)),
  );
  const wanted = names
    .map((name) => join(folder, 'locales', name))
    .filter((path) => existsSync(path));
  return [...wanted, ...fallback].map((path): unknown => JSON.parse(readFileSync(path, 'utf8')));
}

/** The path of an asset, or null when there is none of that name; a name is never a path. */
export function assetPath(name: string, folder: string = extensionFolder): string | null {
  const path = join(folder, 'assets', name);
  return /^[\w.-]+$/.test(name) && existsSync(path) ? path : null;
}

function filesIn(folder: string, ending: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending) && !name.endsWith(`.schema${ending}`))
    .sort()
    .map((name) => join(folder, name));
}
