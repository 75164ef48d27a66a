/** What the docs list is what there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTES } from '../admin-app/core/segment/attributes.ts';
import { FUNCTIONS } from '../admin-app/core/segment/functions.ts';

function read(name: string): string {
  return readFileSync(join(import.meta.dirname, '../docs', name), 'utf8');
}

describe('docs/segments.md', () => {
  const text = read('segments.md');
  const listed = (after: string) => {
    const section = text.slice(text.indexOf(`\n## ${after}\n`)).split('\n## ')[1] ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    return rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
  };

  it('lists every attribute, and no other', () => {
    expect(listed('Attributes').sort()).toEqual(ATTRIBUTES.map(({ name }) => name).sort());
  });

  it('lists every function, and no other', () => {
    expect(listed('Functions').sort()).toEqual(FUNCTIONS.map(({ name }) => name).sort());
  });

  it('lists every parameter of every function', () => {
    for (const { name, parameters } of FUNCTIONS) {
      const row = text
        .split('\n')
        .find((line) => line.startsWith('|') && line.includes(`\`${name}\``));
      for (const parameter of parameters) expect(row).toContain(`\`${parameter.name}\``);
    }
  });
});
