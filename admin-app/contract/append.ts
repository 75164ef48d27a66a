import { z } from 'zod';
import {
  APPENDED_TYPES,
  type AppendedType,
  type AppendMapping,
  ATTRIBUTE_SETS,
  type AttributeSet,
  CUSTOMER_CLASSES,
  type CustomerClass,
  type ImportState,
  KEY_KINDS,
} from '../core/append/types.ts';
import type { RiskReason } from '../core/consent/address-risk.ts';
import type { DayText, Instant } from '../core/time.ts';
import { REFUSALS } from './refusals.ts';

/** How addresses leave in the file for the third party: as hashes, as they are, or not at all. */
export const SENT_ADDRESSES = ['hashed', 'plain', 'none'] as const;
export type SentAddresses = (typeof SENT_ADDRESSES)[number];

const numbers = z
  .string()
  .regex(/^\d{1,15}(,\d{1,15}){0,49}$/, REFUSALS['not segment numbers'])
  .transform((text) => [...new Set(text.split(',').map(Number))]);

/** GET /api/append/customers.csv → the customers of the segments, each once, for the third party. */
export const appendFileQuestion = z.strictObject({
  segments: numbers,
  addresses: z.enum(SENT_ADDRESSES),
});

/** POST /api/append/imports with the bytes of a CSV file as its body → ImportView. */
export const newImport = z.strictObject({
  name: z.string().trim().min(1, 'expected the name of the file').max(200),
  segments: numbers,
  set: z.enum(ATTRIBUTE_SETS),
});

const column = z.number().int().min(0).max(199);

/**
 * PUT /api/append/imports/:id/mapping → ImportView; the check begins. With `start`, importing begins by itself when the
 * check has ended.
 */
export const importMapping = z.strictObject({
  mapping: z.strictObject({
    key: z.strictObject({ column, kind: z.enum(KEY_KINDS) }),
    attributes: z
      .array(z.strictObject({ column, name: z.string().max(200), type: z.enum(APPENDED_TYPES) }))
      .max(200),
    classes: z
      .strictObject({
        column,
        values: z
          .array(
            z.strictObject({ value: z.string().min(1).max(200), means: z.enum(CUSTOMER_CLASSES) }),
          )
          .max(100),
      })
      .nullable(),
  }) satisfies z.ZodType<AppendMapping>,
  start: z.boolean().default(false),
});

/** What the check found. Every line is in one of the first five. */
export interface MatchReport {
  readonly matched: number;
  /** No customer has the key. */
  readonly unmatched: number;
  /** A customer, but of none of the segments. */
  readonly outside: number;
  /** The customer is in an earlier line, which counts. */
  readonly twice: number;
  /** The line could not be read. */
  readonly broken: number;
  /** Of matched lines. */
  readonly columns: readonly ColumnReport[];
  readonly classes: readonly { readonly means: CustomerClass; readonly customers: number }[];
  /** The first that something is wrong with. */
  readonly faults: readonly LineFault[];
}
export interface ColumnReport {
  readonly column: number;
  readonly valid: number;
  readonly invalid: number;
}
export interface LineFault {
  readonly line: number;
  readonly why:
    | 'quotes'
    | 'length'
    | 'fields'
    | 'encoding'
    | 'unmatched'
    | 'outside'
    | 'twice'
    | 'invalid';
  /** Null where the whole line is meant. */
  readonly column: number | null;
  readonly value: string;
}

export interface ImportView {
  readonly importId: number;
  readonly fileName: string;
  readonly set: AttributeSet;
  /** Those that are there still. */
  readonly segments: readonly { readonly segmentId: number; readonly name: string }[];
  readonly state: ImportState;
  /** Lines below the header. */
  readonly rows: number;
  /** 0 to 1, of checking, importing or undoing; null when none of these goes on. */
  readonly progress: number | null;
  /** Whom it wrote something of. */
  readonly customers: number;
  readonly encoding: string | null;
  readonly separator: string | null;
  readonly attributes: readonly string[];
  readonly createdAt: Instant;
  readonly importedAt: Instant | null;
  readonly undoneAt: Instant | null;
  /** An earlier import of the same bytes. */
  readonly sameAs: { readonly importId: number; readonly at: Instant } | null;
}

/** GET /api/append/imports/:id */
export interface ImportDetails extends ImportView {
  readonly header: readonly string[];
  /** The first lines. */
  readonly preview: readonly {
    readonly line: number;
    readonly fields: readonly string[];
    readonly fault: LineFault['why'] | null;
    /** Columns whose value is none of its type, by the mapping. */
    readonly invalid: readonly number[];
  }[];
  /** As saved, or as it is probably meant. */
  readonly mapping: AppendMapping;
  readonly report: MatchReport | null;
}

export interface KnownAttribute {
  readonly name: string;
  readonly type: AppendedType | 'class';
}

/** GET /api/append */
export interface AppendView {
  /** Newest first. */
  readonly imports: readonly ImportView[];
  readonly attributes: readonly KnownAttribute[];
}

export interface CustomerAttribute {
  readonly name: string;
  readonly type: AppendedType | 'class';
  /** Text, number, day, or true. */
  readonly value: string | number | boolean;
  readonly set: AttributeSet;
  readonly fileName: string;
  readonly at: Instant;
}

/** GET /api/append/customers/:customerId */
export interface CustomerAttributes {
  readonly attributes: readonly CustomerAttribute[];
  readonly risk: { readonly verdict: 'risky' | 'no'; readonly why: RiskReason } | null;
}

/** GET /api/append/addresses: how many addresses that could be mailed are at risk. */
export interface AddressesView {
  /** Null until they were looked at for the first time. */
  readonly checkedAt: Instant | null;
  readonly checking: boolean;
  /** No name server answered at the last check. */
  readonly withoutNames: boolean;
  readonly reasons: readonly {
    readonly verdict: 'risky' | 'no';
    readonly why: RiskReason;
    readonly customers: number;
    /** Of these, inactive by the shop's definition. */
    readonly inactive: number;
  }[];
}

/** GET /api/append/addresses/customers?why=&after= */
export interface RiskyCustomersPage {
  readonly customers: readonly {
    readonly customerId: number;
    readonly name: string | null;
    readonly email: string;
    readonly lastOrderDay: DayText | null;
  }[];
  readonly after: string | null;
}
