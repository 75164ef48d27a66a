import type { Day } from '../../core/time.ts';

/** An order as a file says it. */
export interface FileOrder {
  /** As written in the file. */
  readonly customer: string;
  readonly day: Day;
  /** Minor units; null where the file has no amount. */
  readonly amountMinor: number | null;
}

/** Rules a line can break; each costs that line. */
export type FaultRule =
  | 'fields'
  | 'quotes'
  | 'length'
  | 'encoding'
  | 'customer_id'
  | 'order_date'
  | 'amount';

/** Orders that are well written but do not count. */
export type LeftOut = 'cancelled' | 'not paid' | 'test order' | 'no customer' | 'same order again';

/**
 * What a row turned out to be. "continued" is a further line of an order that was already read. `says` names the value
 * and what would be right.
 */
export type OrderRow =
  | { readonly kind: 'order'; readonly order: FileOrder }
  | FaultRow
  | { readonly kind: 'left out'; readonly why: LeftOut }
  | { readonly kind: 'continued' };

export interface FaultRow {
  readonly kind: 'fault';
  readonly rule: FaultRule;
  readonly says: string;
}

/** Reads the fields of one line; positions come from the header. */
export type RowReader = (fields: readonly string[]) => OrderRow;

export function fault(rule: FaultRule, says: string): FaultRow {
  return { kind: 'fault', rule, says };
}

const MOST_SHOWN = 60;

/** A value of the file for a message: in quotes, short, and without characters that would act on a terminal. */
export function shown(value: string): string {
  const text = value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value;
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
