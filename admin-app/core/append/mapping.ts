/** What is probably meant by the columns of a file, and what is wrong with what staff say they mean. */
import { fold } from '../segment/fold.ts';
import { parseKey } from './key.ts';
import { parseAppended } from './parse-value.ts';
import {
  type AppendedAttribute,
  type AppendedType,
  type AppendMapping,
  CLASS_NAME,
  CUSTOMER_CLASSES,
  type CustomerClass,
  type FileConventions,
  KEY_KINDS,
  type KeyKind,
} from './types.ts';

const MOST_ATTRIBUTES = 50;
export const LONGEST_NAME = 60;

export type MappingFault =
  | { readonly code: 'key column missing' }
  | { readonly code: 'nothing to import' }
  | { readonly code: 'too many attributes'; readonly limit: number }
  | {
      readonly code: 'column missing' | 'column twice' | 'name empty' | 'name too long';
      readonly column: number;
    }
  | {
      readonly code: 'name twice' | 'name reserved';
      readonly column: number;
      readonly name: string;
    };

/** The name under which an attribute is kept. */
export function attributeName(written: string): string {
  return fold(written).replace(/\s+/g, ' ').trim();
}

/** Why a file with so many columns cannot be imported by the mapping; null when it can. */
export function mappingFault(mapping: AppendMapping, columns: number): MappingFault | null {
  const { key, attributes, classes } = mapping;
  if (key.column >= columns) return { code: 'key column missing' };
  if (attributes.length === 0 && (classes === null || classes.values.length === 0))
    return { code: 'nothing to import' };
  if (attributes.length > MOST_ATTRIBUTES)
    return { code: 'too many attributes', limit: MOST_ATTRIBUTES };
  const taken = new Set([key.column]);
  const names = new Set<string>();
  for (const column of [...attributes.map((each) => each.column), ...columnOf(classes)]) {
    if (column >= columns) return { code: 'column missing', column };
    if (taken.has(column)) return { code: 'column twice', column };
    taken.add(column);
  }
  for (const attribute of attributes) {
    const fault = nameFault(attribute, names);
    if (fault) return fault;
    names.add(attributeName(attribute.name));
  }
  return null;
}

function columnOf(classes: AppendMapping['classes']): readonly number[] {
  return classes === null ? [] : [classes.column];
}

function nameFault({ column, name }: AppendedAttribute, names: Set<string>): MappingFault | null {
  const kept = attributeName(name);
  if (kept === '') return { code: 'name empty', column };
  if (kept.length > LONGEST_NAME) return { code: 'name too long', column };
  if (kept === CLASS_NAME) return { code: 'name reserved', column, name };
  return names.has(kept) ? { code: 'name twice', column, name } : null;
}

/**
 * The key is the first column that holds keys in most rows; a column of few different words may be the class. Columns of
 * addresses, plain or hashed, are no attributes: our own file comes back with them.
 */
export function suggestMapping(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  conventions: FileConventions,
): AppendMapping {
  const fieldsOf = (column: number) =>
    rows.map((fields) => fields[column] ?? '').filter((field) => field.trim() !== '');
  const key = suggestKey(header, fieldsOf);
  const others = header.flatMap((name, column) =>
    column === key.column || holdsAddresses(name, fieldsOf(column)) ? [] : [column],
  );
  const classColumn = others.find((column) => fieldsOf(column).some((it) => classOf(it) !== null));
  const names = new Set([CLASS_NAME]);
  const attributes = others
    .filter((column) => column !== classColumn && fieldsOf(column).length > 0)
    .slice(0, MOST_ATTRIBUTES)
    .map((column) => ({
      column,
      name: freeName(header[column] ?? '', column, names),
      type: suggestType(fieldsOf(column), conventions),
    }));
  const classes =
    classColumn === undefined
      ? null
      : {
          column: classColumn,
          values: classValues(fieldsOf(classColumn), header[classColumn] ?? ''),
        };
  return { key, attributes, classes };
}

type FieldsOf = (column: number) => readonly string[];

function suggestKey(header: readonly string[], fieldsOf: FieldsOf): AppendMapping['key'] {
  for (const kind of KEY_KINDS) {
    const named = header.findIndex(
      (name, column) => isNamed(name, kind) && mostFit(fieldsOf(column), kind),
    );
    if (named >= 0) return { column: named, kind };
  }
  for (const kind of ['email sha256', 'email'] as const) {
    const column = header.findIndex((_, index) => mostFit(fieldsOf(index), kind));
    if (column >= 0) return { column, kind };
  }
  return { column: 0, kind: 'customer id' };
}

function holdsAddresses(name: string, fields: readonly string[]): boolean {
  return KEY_KINDS.some(
    (kind) => kind !== 'customer id' && isNamed(name, kind) && mostFit(fields, kind),
  );
}

function mostFit(fields: readonly string[], kind: KeyKind): boolean {
  const fitting = fields.filter((field) => parseKey(field, kind) !== null);
  return fitting.length * 2 > fields.length;
}

const KEY_NAMES: Readonly<Record<KeyKind, RegExp>> = {
  'customer id': /\b(customer[ _-]?)?id\b|customer[ _-]?id/i,
  email: /mail/i,
  'email sha256': /mail|sha|hash/i,
  'phone sha256': /phone|sms|mobile|tel/i,
};

function isNamed(name: string, kind: KeyKind): boolean {
  return KEY_NAMES[kind].test(name);
}

function suggestType(fields: readonly string[], conventions: FileConventions): AppendedType {
  const fits = (type: AppendedType) =>
    fields.every((field) => parseAppended(field, type, conventions) !== 'invalid');
  const found = (['yes/no', 'number', 'date'] as const).find(fits);
  if (found) return found;
  const different = new Set(fields.map(fold)).size;
  return fields.length >= 4 && different * 2 <= fields.length ? 'category' : 'text';
}

function freeName(header: string, column: number, names: Set<string>): string {
  const base = attributeName(header).slice(0, LONGEST_NAME - 4) || `column ${column + 1}`;
  let name = base;
  for (let nth = 2; names.has(name); nth++) name = `${base} ${nth}`;
  names.add(name);
  return name;
}

/** Words that third parties use, folded. */
const CLASS_WORDS: Readonly<Record<CustomerClass, readonly string[]>> = {
  deceased: ['deceased', 'dead', 'décédé', 'décédée', 'zmarły', 'zmarła', 'verstorben'],
  'dead mailbox': [
    'dead mailbox',
    'mailbox not found',
    'undeliverable',
    'dead',
    'inactive mailbox',
  ],
  'invalid address': ['invalid', 'invalid address', 'invalid email', 'invalide', 'nieprawidłowy'],
  'invalid number': ['invalid number', 'invalid phone'],
  'active elsewhere': ['active elsewhere', 'active', 'actif ailleurs', 'aktywny gdzie indziej'],
};

/**
 * What a third party's word probably stands for; null when it is none of ours. In a column about mail, "dead" is said of
 * the mailbox, not of the person.
 */
export function classOf(word: string, header = ''): CustomerClass | null {
  const folded = fold(word).replace(/[_-]/g, ' ').trim();
  if (folded === 'dead' && /mail|box/i.test(header)) return 'dead mailbox';
  return CUSTOMER_CLASSES.find((each) => CLASS_WORDS[each].includes(folded)) ?? null;
}

function classValues(fields: readonly string[], header: string) {
  const different = [
    ...new Map(fields.map((field) => [fold(field.trim()), field.trim()])).values(),
  ];
  return different.flatMap((value) => {
    const means = classOf(value, header);
    return means === null ? [] : [{ value, means }];
  });
}
