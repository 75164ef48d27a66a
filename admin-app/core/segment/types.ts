/**
 * A segment query as a tree. Text and tree say the same: `parse` reads one into the other, `print` writes it back, and
 * parsing what was printed gives an equal tree. Trees are plain data, without places; those are given beside them.
 */
import type { DayText } from '../time.ts';

/** A whole query. `everyone` is the empty text, and stands alone. */
export type SegmentQuery = Everyone | Query;
export interface Everyone {
  readonly kind: 'everyone';
}

/** `C` is the kind of condition: as written, or with names of segments and scenarios resolved. */
export type Query<C = Condition> = Junction<C> | Not<C> | C;
/** Two queries or more; a junction within one of its own kind was written in parentheses and stays. */
export interface Junction<C = Condition> {
  readonly kind: 'and' | 'or';
  readonly of: readonly Query<C>[];
}
export interface Not<C = Condition> {
  readonly kind: 'not';
  readonly of: Query<C>;
}

export type Condition = FactCondition | InSegment | InScenario;
/** Conditions on what is known of the customer, as against on being in a segment or scenario. */
export type FactCondition = AttributeCondition | AnniversaryCondition | MatchesCondition;

export interface AttributeCondition {
  readonly kind: 'attribute';
  /** A name of the catalogue, in its own spelling. */
  readonly attribute: string;
  readonly test: Test;
}
/** `anniversary(birthday) BETWEEN today AND +7d`: month and day of month count, the year does not. */
export interface AnniversaryCondition {
  readonly kind: 'anniversary';
  readonly attribute: string;
  readonly test: Test;
}
/** `orders_placed MATCHES (count > 2, date >= -1y)`: all parameters hold, each is named once at most. */
export interface MatchesCondition {
  readonly kind: 'matches';
  readonly function: string;
  readonly negated: boolean;
  readonly parameters: readonly Parameter[];
}
export interface Parameter {
  readonly name: string;
  readonly test: Test;
}
export interface InSegment {
  readonly kind: 'in segment';
  readonly segment: string;
}
export interface InScenario {
  readonly kind: 'in scenario';
  readonly scenario: string;
}

export type Test = OneValueTest | RangeTest | ListTest | NullTest;
export type OneValueOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | TextOperator;
export type TextOperator =
  | 'contains'
  | 'not contains'
  | 'starts with'
  | 'not starts with'
  | 'ends with'
  | 'not ends with';
export interface OneValueTest {
  readonly operator: OneValueOperator;
  readonly value: Value;
}
/** Both ends belong to the range; one that ends before it begins holds nothing. */
export interface RangeTest {
  readonly operator: 'between' | 'not between';
  readonly from: Value;
  readonly to: Value;
}
export interface ListTest {
  readonly operator: 'in' | 'not in';
  readonly values: readonly Value[];
}
export interface NullTest {
  readonly operator: 'is null' | 'is not null';
}
export type Operator = Test['operator'];

export type Value = NumberValue | TextValue | BooleanValue | DateValue;
/** At most 15 digits, of which 6 decimals, so that its shortest decimal form is what was written. */
export interface NumberValue {
  readonly kind: 'number';
  readonly number: number;
}
export interface TextValue {
  readonly kind: 'text';
  readonly text: string;
}
export interface BooleanValue {
  readonly kind: 'boolean';
  readonly boolean: boolean;
}
export type DateValue = DayValue | TimeValue | OffsetValue | NamedDateValue;
export interface DayValue {
  readonly kind: 'day';
  readonly day: DayText;
}
/** A second of the shop's clock, `time` as `HH:MM:SS`. */
export interface TimeValue {
  readonly kind: 'time';
  readonly day: DayText;
  readonly time: string;
}
/** Counted from the shop's today: `-7d`, `+4w`, `-12m`, `-1y`. */
export interface OffsetValue {
  readonly kind: 'offset';
  readonly amount: number;
  readonly unit: OffsetUnit;
}
export type OffsetUnit = 'd' | 'w' | 'm' | 'y';
export interface NamedDateValue {
  readonly kind: 'named';
  readonly name: 'today' | 'yesterday';
}

/** Where in the text something stands. Offset and length in UTF-16 units, line and column from 1. */
export interface Place {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
}
