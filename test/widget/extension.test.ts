import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';

/** What Shopify accepts of a theme app extension. */
const LIMITS = {
  totalBytes: 10_000_000,
  liquidBytes: 100_000,
  localeBytes: 15_000,
  localeFiles: 100,
  blocks: 30,
  blockNameLength: 25,
} as const;
const ALLOWED: Readonly<Record<string, RegExp>> = {
  assets: /\.(js|css|json|jpe?g|png|svg|wasm)$/,
  blocks: /\.liquid$/,
  snippets: /\.liquid$/,
  locales: /^[a-z]{2,3}(-[A-Z]{2})?(\.default)?(\.schema)?\.json$/,
};

const extension = join(import.meta.dirname, '../../extension/theme');
const text = (...path: readonly string[]) => readFileSync(join(extension, ...path), 'utf8');
const filesIn = (folder: string) =>
  readdirSync(extension).includes(folder) ? readdirSync(join(extension, folder)) : [];
const bytesOf = (folder: string, file: string) => statSync(join(extension, folder, file)).size;

interface Schema {
  readonly name: string;
  readonly target: string;
  readonly javascript?: string;
  readonly settings: readonly { readonly id?: string; readonly type: string }[];
}

function schemaOf(block: string): Schema {
  const match = /\{% schema %\}([\s\S]*)\{% endschema %\}/.exec(text('blocks', block));
  return JSON.parse(match?.[1] ?? '') as Schema; // the block's own schema; its fields are checked below
}

describe('the theme app extension', () => {
  it('has only the folders and files that Shopify accepts', () => {
    for (const entry of readdirSync(extension, { withFileTypes: true })) {
      if (!entry.isDirectory()) expect(entry.name).toBe('shopify.extension.toml');
      else
        for (const file of filesIn(entry.name)) {
          expect(Object.keys(ALLOWED)).toContain(entry.name);
          expect(file, `a file of ${entry.name}`).toMatch(ALLOWED[entry.name] ?? /never/);
        }
    }
  });

  it('declares itself as a theme extension', () => {
    expect(parseToml(text('shopify.extension.toml'))).toMatchObject({ type: 'theme' });
  });

  it('stays within the sizes and numbers that Shopify allows', () => {
    const sum = (folder: string) =>
      filesIn(folder).reduce((total, file) => total + bytesOf(folder, file), 0);
    expect(sum('blocks') + sum('snippets')).toBeLessThanOrEqual(LIMITS.liquidBytes);
    expect(Object.keys(ALLOWED).reduce((total, folder) => total + sum(folder), 0)).toBeLessThan(
      LIMITS.totalBytes,
    );
    expect(filesIn('blocks').length).toBeLessThanOrEqual(LIMITS.blocks);
    expect(filesIn('locales').length).toBeLessThanOrEqual(LIMITS.localeFiles);
    for (const file of filesIn('locales'))
      expect(bytesOf('locales', file), file).toBeLessThanOrEqual(LIMITS.localeBytes);
  });

  it('has an app embed with a short name, the built script and unique settings', () => {
    const schema = schemaOf('rondo.liquid');
    expect(schema.name.length).toBeLessThanOrEqual(LIMITS.blockNameLength);
    expect(schema.target).toBe('body');
    expect(schema.javascript).toBe('rondo.js');
    const ids = schema.settings.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, used] of text('blocks', 'rondo.liquid').matchAll(/block\.settings\.(\w+)/g))
      expect(ids).toContain(used);
  });

  it('has every text in every language', () => {
    const files = filesIn('locales');
    expect(files).toContain('en.default.json');
    const keysOf = (file: string) => {
      const texts = JSON.parse(text('locales', file)) as Record<string, Record<string, string>>; // two levels deep
      return Object.entries(texts).flatMap(([group, inGroup]) =>
        Object.keys(inGroup).map((key) => `${group}.${key}`),
      );
    };
    for (const file of files) expect(keysOf(file), file).toEqual(keysOf('en.default.json'));
    const used = [...text('blocks', 'rondo.liquid').matchAll(/'([\w.]+)' \| t/g)];
    expect(used.length).toBeGreaterThan(0);
    for (const [, key] of used) expect(keysOf('en.default.json')).toContain(key);
  });
});
