/** A mapping as its editor shows it: each column means one thing. */
import { attributeName, classOf } from '../../core/append/mapping.ts';
import {
  APPENDED_TYPES,
  type AppendedType,
  type AppendMapping,
  type CustomerClass,
  KEY_KINDS,
  type KeyKind,
} from '../../core/append/types.ts';
import type { RequestFailed } from '../api.ts';
import { faultAt } from './form.ts';

/** Why a mapping was refused, where that is about this column: it is named by its place, or as an attribute. */
export function columnFault(
  failure: RequestFailed | null,
  { attributes }: AppendMapping,
  column: number,
): string | null {
  const nth = attributes.findIndex((each) => each.column === column);
  const named = nth < 0 ? null : faultAt(failure, `mapping.attributes.${nth}`);
  return named ?? faultAt(failure, `mapping.${column}`);
}

export type ColumnMeaning =
  | { readonly kind: 'skip' }
  | { readonly kind: 'key'; readonly key: KeyKind }
  | { readonly kind: 'attribute'; readonly type: AppendedType; readonly name: string }
  | { readonly kind: 'class' };

export function meaningOf(
  { key, attributes, classes }: AppendMapping,
  column: number,
): ColumnMeaning {
  if (key.column === column) return { kind: 'key', key: key.kind };
  if (classes?.column === column) return { kind: 'class' };
  const attribute = attributes.find((each) => each.column === column);
  return attribute
    ? { kind: 'attribute', type: attribute.type, name: attribute.name }
    : { kind: 'skip' };
}

/** As a choice among options. */
export function meaningText(meaning: ColumnMeaning): string {
  switch (meaning.kind) {
    case 'key':
      return `key:${meaning.key}`;
    case 'attribute':
      return `type:${meaning.type}`;
    default:
      return meaning.kind;
  }
}

/** Another meaning of a column; what was the key or the class before is left out. */
export function withMeaning(
  mapping: AppendMapping,
  column: { readonly place: number; readonly header: string; readonly values: readonly string[] },
  chosen: string,
): AppendMapping {
  const { place } = column;
  const attributes = mapping.attributes.filter((each) => each.column !== place);
  const classes = mapping.classes?.column === place ? null : mapping.classes;
  const key = KEY_KINDS.find((each) => `key:${each}` === chosen);
  if (key) return { key: { column: place, kind: key }, attributes, classes };
  const type = APPENDED_TYPES.find((each) => `type:${each}` === chosen);
  if (type) {
    const before = mapping.attributes.find((each) => each.column === place);
    const name = before?.name ?? attributeName(column.header);
    const added = [...attributes, { column: place, name, type }];
    return { ...mapping, classes, attributes: added.sort((a, b) => a.column - b.column) };
  }
  if (chosen !== 'class') return { ...mapping, attributes, classes };
  const values = column.values.flatMap((value) => {
    const means = classOf(value);
    return means ? [{ value, means }] : [];
  });
  return { ...mapping, attributes, classes: { column: place, values } };
}

export function withName(mapping: AppendMapping, column: number, name: string): AppendMapping {
  const attributes = mapping.attributes.map((each) =>
    each.column === column ? { ...each, name } : each,
  );
  return { ...mapping, attributes };
}

/** Null says that the value stands for no class. */
export function withClass(
  mapping: AppendMapping,
  value: string,
  means: CustomerClass | null,
): AppendMapping {
  if (!mapping.classes) return mapping;
  const others = mapping.classes.values.filter((each) => each.value !== value);
  const values = means ? [...others, { value, means }] : others;
  return { ...mapping, classes: { ...mapping.classes, values } };
}
