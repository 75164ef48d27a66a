/** Builds a column value by value, when nobody knows yet how many there will be. */
import { type Column, columnKind, NO_INTEGER } from './columns.ts';
import type { ColumnType } from './row.ts';

export interface ColumnBuilder {
  /** A number (days and booleans as numbers too), a folded text, a list of folded texts, or null. */
  push(value: number | string | readonly string[] | null): void;
  /** Null when there are more different texts than a column of categories can hold. */
  finish(): Column | null;
}

export function columnBuilder(name: string, type: ColumnType): ColumnBuilder {
  const kind = columnKind(name, type);
  switch (kind) {
    case 'int32': {
      const values = new GrowingArray(Int32Array);
      return {
        push: (value) => values.push(value === null ? NO_INTEGER : within(Number(value))),
        finish: () => ({ kind, values: values.finish() }),
      };
    }
    case 'float32': {
      const values = new GrowingArray(Float32Array);
      return {
        push: (value) => values.push(value === null ? Number.NaN : Number(value)),
        finish: () => ({ kind, values: values.finish() }),
      };
    }
    case 'float64': {
      const values = new GrowingArray(Float64Array);
      return {
        push: (value) => values.push(value === null ? Number.NaN : Number(value)),
        finish: () => ({ kind, values: values.finish() }),
      };
    }
    case 'category':
      return categoryBuilder();
    case 'list':
      return listBuilder();
  }
}

/** Code 0 is null. */
export const MOST_CATEGORIES = 2 ** 16 - 1;

function categoryBuilder(): ColumnBuilder {
  const codes = new GrowingArray(Uint16Array);
  const dictionary = new Dictionary();
  return {
    push: (value) => codes.push(value === null ? 0 : dictionary.codeOf(String(value)) + 1),
    finish: () =>
      dictionary.texts.length > MOST_CATEGORIES
        ? null
        : { kind: 'category', codes: codes.finish(), dictionary: dictionary.texts },
  };
}

function listBuilder(): ColumnBuilder {
  const starts = new GrowingArray(Uint32Array);
  const codes = new GrowingArray(Uint32Array);
  const dictionary = new Dictionary();
  starts.push(0);
  return {
    push(value) {
      for (const text of Array.isArray(value) ? value : []) codes.push(dictionary.codeOf(text));
      starts.push(codes.length);
    },
    finish: () => ({
      kind: 'list',
      starts: starts.finish(),
      codes: codes.finish(),
      dictionary: dictionary.texts,
    }),
  };
}

/** Texts in the order in which they were first seen. */
export class Dictionary {
  readonly texts: string[] = [];
  readonly #codes = new Map<string, number>();

  constructor(texts: readonly string[] = []) {
    for (const text of texts) this.codeOf(text);
  }

  codeOf(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.texts.push(text) - 1;
    this.#codes.set(text, code);
    return code;
  }
}

const LARGEST = 2 ** 30 - 1;

function within(value: number): number {
  return Math.max(-LARGEST, Math.min(LARGEST, Math.trunc(value)));
}

interface Settable {
  readonly length: number;
  [index: number]: number;
  set(values: ArrayLike<number>): void;
  slice(start: number, end: number): this;
}

export class GrowingArray<T extends Settable> {
  #values: T;
  readonly #make: new (
    length: number,
  ) => T;
  length = 0;

  constructor(make: new (length: number) => T) {
    this.#make = make;
    this.#values = new make(1_024);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new this.#make(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  finish(): T {
    return this.#values.slice(0, this.length);
  }
}
