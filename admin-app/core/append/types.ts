/**
 * Appending: what a third party knows of a segment's customers comes back as a file, is checked against a mapping, and
 * becomes attributes of these customers.
 */
import type { DayText } from '../time.ts';

/** What the key column holds. Hashes are hexadecimal SHA-256. */
export const KEY_KINDS = ['customer id', 'email', 'email sha256', 'phone sha256'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A category is a text of which there are few different ones. */
export const APPENDED_TYPES = ['text', 'number', 'date', 'yes/no', 'category'] as const;
export type AppendedType = (typeof APPENDED_TYPES)[number];

/** What a customer's class can be: the first four reach no one, each over its own channels; the last is no loss yet. */
export const CUSTOMER_CLASSES = [
  'deceased',
  'dead mailbox',
  'invalid address',
  'invalid number',
  'active elsewhere',
] as const;
export type CustomerClass = (typeof CUSTOMER_CLASSES)[number];

/** The name under which the class is kept and asked for. */
export const CLASS_NAME = 'class';

/** Whom the attributes of an import are kept for: what is bought of actives differs from what is bought of inactives. */
export const ATTRIBUTE_SETS = ['actives', 'inactives', 'all'] as const;
export type AttributeSet = (typeof ATTRIBUTE_SETS)[number];

export type ImportState =
  | 'uploading'
  | 'uploaded'
  | 'checking'
  | 'checked'
  | 'importing'
  | 'done'
  | 'undoing'
  | 'undone';

export interface AppendMapping {
  /** Columns by place, from 0. */
  readonly key: { readonly column: number; readonly kind: KeyKind };
  readonly attributes: readonly AppendedAttribute[];
  readonly classes: ClassColumn | null;
}
export interface AppendedAttribute {
  readonly column: number;
  /** As staff write it; kept folded. */
  readonly name: string;
  readonly type: AppendedType;
}
/** Which of the column's values stand for which class; other values stand for none. */
export interface ClassColumn {
  readonly column: number;
  readonly values: readonly { readonly value: string; readonly means: CustomerClass }[];
}

/** One value of a customer, with the column it belongs in. */
export type AppendedValue =
  | { readonly type: 'text' | 'category'; readonly text: string }
  | { readonly type: 'class'; readonly text: CustomerClass }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'date'; readonly date: DayText }
  | { readonly type: 'yes/no'; readonly yes: boolean };

/** How a file writes numbers. */
export interface FileConventions {
  /** The file separates by something else than commas, so 12,50 is a number. */
  readonly decimalComma: boolean;
}
