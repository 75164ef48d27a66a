/** Tree → a condition in SQL (Postgres 15) on a row of `segment_customers`. Values are parameters, never text of it. */
import { TZDate } from '@date-fns/tz';
import { type Day, formatDay, parseDay, startOfDay } from '../time.ts';
import type { Check, Edge, Moment, Question, TextQuestion } from './checks.ts';
import { type ColumnCheck, lower, type RowsCheck } from './lower.ts';
import type { ResolvedCondition, ResolvedQuery } from './resolve.ts';
import { type ColumnType, RELATIONS } from './row.ts';

export interface SqlContext extends Moment {
  readonly shopId: number;
  /** IANA name of the shop's zone. */
  readonly zone: string;
  /** What the statement calls `segment_customers`; `c` when not given. */
  readonly alias?: string;
  /** The number of the first parameter this condition may take; 1 when not given. */
  readonly firstParameter?: number;
  /**
   * SQL of type bigint[], such as `$2::bigint[]`, when the statement asks about these customers alone: what is added up per
   * customer is then added up for them alone. It is not a condition; the statement has its own.
   */
  readonly onlyCustomers?: string;
}

export type SqlParameter = string | number | boolean | readonly string[] | readonly number[];
export interface SqlCondition {
  /** For a WHERE, in parentheses where needed; null counts as false there. */
  readonly sql: string;
  /** From `firstParameter` on, in the form that `pg` sends. */
  readonly parameters: readonly SqlParameter[];
}

export function toSql(query: ResolvedQuery, context: SqlContext): SqlCondition {
  const writer = new ConditionWriter(context);
  return { sql: writer.query(query, false), parameters: writer.parameters };
}

class ConditionWriter {
  readonly parameters: SqlParameter[] = [];
  readonly #context: SqlContext;
  readonly #alias: string;
  #shop: string | null = null;

  constructor(context: SqlContext) {
    this.#context = context;
    this.#alias = context.alias ?? 'c';
  }

  /** NOT is carried down to the conditions, so that the others stay plain and can use an index. */
  query(query: ResolvedQuery, negated: boolean): string {
    switch (query.kind) {
      case 'not':
        return this.query(query.of, !negated);
      case 'and':
      case 'or': {
        const word = (query.kind === 'and') !== negated ? ' and ' : ' or ';
        return `(${query.of.map((part) => this.query(part, negated)).join(word)})`;
      }
      default:
        return this.#condition(query, negated);
    }
  }

  #condition(condition: ResolvedCondition, negated: boolean): string {
    const lowered = lower(condition, this.#context);
    switch (lowered.kind) {
      case 'everyone':
        return String(!negated);
      case 'enrolled': {
        const exists = this.#exists(RELATIONS.enrolments, [
          `r.scenario_id = ${this.#add(lowered.scenarioId)}::bigint`,
        ]);
        return negated ? `not ${exists}` : exists;
      }
      case 'column':
        return this.#column(this.#alias, lowered, negated);
      case 'rows':
        return this.#rows(lowered, negated);
    }
  }

  #rows(rows: RowsCheck, negatedAround: boolean): string {
    const negated = rows.negated !== negatedAround;
    const relation = RELATIONS[rows.source];
    const filters = rows.filters.map((filter) => this.#column('r', filter, false));
    if (rows.sums.length === 0 && isSome(rows.count)) {
      const exists = this.#exists(relation, filters);
      return negated ? `not ${exists}` : exists;
    }
    // Customers without a row are in no group: where they pass, those whose group fails are left out instead.
    const passes = this.#having(rows);
    const having = rows.passesWithout ? `(${passes}) is not true` : passes;
    const where = [`r.shop_id = ${this.#shopId()}`, ...this.#onlyCustomers(), ...filters];
    // Not IN: whether negated or within an OR, Postgres may then look at the groups once for each customer.
    const groups = `select r.customer_id from ${relation} r where ${where.join(' and ')}
      group by r.customer_id having ${having}`;
    const exists = `exists (select from (${groups}) g where g.customer_id = ${this.#alias}.customer_id)`;
    return rows.passesWithout === negated ? exists : `not ${exists}`;
  }

  #exists(relation: string, filters: readonly string[]): string {
    const own = [`r.shop_id = ${this.#shopId()}`, `r.customer_id = ${this.#alias}.customer_id`];
    return `exists (select from ${relation} r where ${[...own, ...filters].join(' and ')})`;
  }

  #having({ source, count, sums }: RowsCheck): string {
    // Several lines of an order are one purchase.
    const counted = source === 'purchases' ? 'count(distinct r.order_id)' : 'count(*)';
    return [
      this.#check(counted, 'bigint', count, false),
      ...sums.map(({ column, check }) => this.#check(`sum(r.${column})`, 'bigint', check, false)),
    ].join(' and ');
  }

  #onlyCustomers(): readonly string[] {
    const { onlyCustomers } = this.#context;
    return onlyCustomers === undefined ? [] : [`r.customer_id = any (${onlyCustomers})`];
  }

  #column(alias: string, { column, type, check }: ColumnCheck, negated: boolean): string {
    return this.#check(`${alias}.${column}`, type, check, negated);
  }

  #check(value: string, type: ColumnType, check: Check, negatedAround: boolean): string {
    const negated = check.negated !== negatedAround;
    if (check.kind === 'present') return presentSql(value, type, negated);
    const sql = this.#question(value, type, check);
    return negated ? `(${sql}) is not true` : sql;
  }

  #question(value: string, type: ColumnType, question: Question): string {
    switch (question.kind) {
      case 'range':
        return this.#range(value, type, question.from, question.to);
      case 'numbers': {
        const wanted = type === 'date' ? question.numbers.map(sqlDay) : question.numbers;
        return `${value} = any (${this.#add(wanted)}::${type}[])`;
      }
      case 'instants': {
        const { from, until } = question;
        return this.#between(
          value,
          type,
          from && this.#instant(from),
          until && this.#instant(until),
          '<',
        );
      }
      case 'month days': {
        const monthDay = `(extract(month from ${value}) * 100 + extract(day from ${value}))::int`;
        return `${monthDay} = any (${this.#add([...question.monthDays])}::int[])`;
      }
      case 'text':
        return this.#text(value, type, question);
      case 'present':
        return presentSql(value, type, false);
    }
  }

  #range(value: string, type: ColumnType, from: number, to: number): string {
    if (!(from <= to) || from === Infinity || to === -Infinity) return 'false';
    if (type === 'boolean') return `${value} = ${this.#add(from === 1)}::boolean`;
    const write = type === 'date' ? sqlDay : (number: number) => number;
    const begin = from === -Infinity ? null : write(from);
    const end = to === Infinity ? null : write(to);
    return this.#between(value, type, begin, end, '<=');
  }

  /** Null leaves a side open; with both open, any value will do. */
  #between(
    value: string,
    type: ColumnType,
    from: string | number | null,
    to: string | number | null,
    toOperator: '<' | '<=',
  ): string {
    if (from !== null && from === to && toOperator === '<=')
      return `${value} = ${this.#add(from)}::${type}`;
    const sides = [
      ...(from === null ? [] : [`${value} >= ${this.#add(from)}::${type}`]),
      ...(to === null ? [] : [`${value} ${toOperator} ${this.#add(to)}::${type}`]),
    ];
    if (sides.length === 0) return `${value} is not null`;
    return sides.length === 1 ? sides.join('') : `(${sides.join(' and ')})`;
  }

  #text(value: string, type: ColumnType, { match, texts }: TextQuestion): string {
    if (type === 'text[]') return `${value} && ${this.#add(texts)}::text[]`;
    if (match === 'equals') return `${value} = any (${this.#add(texts)}::text[])`;
    const sides = texts.map((text) => affixSql(value, match, `${this.#add(text)}::text`));
    return sides.length === 1 ? sides.join('') : `(${sides.join(' or ')})`;
  }

  #shopId(): string {
    this.#shop ??= `${this.#add(this.#context.shopId)}::bigint`;
    return this.#shop;
  }

  #instant(edge: Edge): string {
    return sqlInstant(edge, this.#context.zone);
  }

  #add(parameter: SqlParameter): string {
    this.parameters.push(parameter);
    return `$${(this.#context.firstParameter ?? 1) + this.parameters.length - 1}`;
  }
}

function isSome(check: Check): boolean {
  return check.kind === 'range' && !check.negated && check.from === 1 && check.to === Infinity;
}

function presentSql(value: string, type: ColumnType, negated: boolean): string {
  if (type === 'text[]') return `coalesce(cardinality(${value}), 0) ${negated ? '=' : '>'} 0`;
  return `${value} is ${negated ? '' : 'not '}null`;
}

function affixSql(value: string, match: TextQuestion['match'], text: string): string {
  if (match === 'starts') return `starts_with(${value}, ${text})`;
  return match === 'ends'
    ? `right(${value}, length(${text})) = ${text}`
    : `strpos(${value}, ${text}) > 0`;
}

// What Postgres reads and JavaScript writes alike; no customer has a date beyond.
const FIRST_DAY = parseDay('1000-01-02');
const LAST_DAY = parseDay('9999-12-30');

function sqlDay(day: Day): string {
  if (day < FIRST_DAY) return '-infinity';
  return day > LAST_DAY ? 'infinity' : formatDay(day);
}

function sqlInstant({ day, clock }: Edge, zone: string): string {
  if (day < FIRST_DAY || day > LAST_DAY) return sqlDay(day);
  if (clock === null) return new Date(startOfDay(day, zone)).toISOString();
  const date = new Date(day * 86_400_000);
  const [hour = 0, minute = 0, second = 0] = clock.time.split(':').map(Number);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const local = new TZDate(year, month, dayOfMonth, hour, minute, second, zone);
  return new Date(local.getTime() + (clock.after ? 1_000 : 0)).toISOString();
}
