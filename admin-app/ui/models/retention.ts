import {
  DIMENSIONS,
  type Dimension,
  FROM_ORDERS,
  type FromOrder,
  type MonthText,
  type RetentionCurves,
  type RetentionCustomer,
  type RetentionCustomersPage,
  type RetentionGroups,
  type RetentionView,
} from '../../contract/retention.ts';
import { type CohortRow, cohortTable } from '../../core/results/cohorts.ts';
import { formatMonth, parseMonth } from '../../core/results/month.ts';
import { parseDay } from '../../core/time.ts';
import { type Api, queryString } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';
import { asFailure, type Resource, resource } from './resource.ts';

const POLL_MS = 1000;

export interface RetentionModel {
  readonly retention: Resource<RetentionView>;
  /** Asks for newer figures and follows until they are there; resolves to the reason when they could not be asked for. */
  refresh(): Promise<string | null>;
  dispose(): void;
}

export function retentionModel(api: Api): RetentionModel {
  const retention = resource('/api/retention', (abort) =>
    api.get<RetentionView>('/api/retention', {}, abort),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  async function load(): Promise<void> {
    await retention.load();
    follow();
  }

  function follow(): void {
    clearTimeout(timer);
    if (!disposed && retention.value.value?.computing)
      timer = setTimeout(() => void load(), POLL_MS);
  }

  async function refresh(): Promise<string | null> {
    try {
      const view = await api.post<RetentionView>('/api/retention/refresh');
      if (disposed) return null;
      retention.set(view);
      follow();
      return null;
    } catch (error) {
      return asFailure(error).message;
    }
  }

  async function open(): Promise<void> {
    await load();
    const view = retention.value.value;
    if (view?.stale && !view.computing) await refresh();
  }

  void open();
  return {
    retention: { ...retention, load },
    refresh,
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      retention.dispose();
    },
  };
}

/** Months of first orders, both included. */
export interface Period {
  readonly from: MonthText;
  readonly to: MonthText;
}

export const MEASURES = ['share', 'customers', 'revenue'] as const;
export type Measure = (typeof MEASURES)[number];

/** What the page shows, as its address says. */
export interface RetentionChoice {
  readonly period: Period;
  /** Compared with this one; null while nothing is. */
  readonly other: Period | null;
  readonly measure: Measure;
  /** Whose curves are compared. */
  readonly fromOrder: FromOrder;
  readonly by: Dimension;
}

export type AddressQuery = Readonly<Record<string, string>>;

/** Reads the address; what it says wrongly, or not, is as if all months were asked for. */
export function parseRetentionChoice(
  query: AddressQuery,
  months: readonly MonthText[],
  dimensions: readonly Dimension[],
): RetentionChoice {
  const first = months[0] ?? '';
  const last = months.at(-1) ?? '';
  const known = (text: string | undefined, usual: MonthText) =>
    text && months.includes(text) ? text : usual;
  const ordered = (from: MonthText, to: MonthText): Period =>
    from <= to ? { from, to } : { from: to, to: from };
  const isCompared = months.includes(query.vsFrom ?? '') && months.includes(query.vsTo ?? '');
  return {
    period: ordered(known(query.from, first), known(query.to, last)),
    other: isCompared ? ordered(known(query.vsFrom, first), known(query.vsTo, last)) : null,
    measure: MEASURES.find((each) => each === query.measure) ?? 'share',
    fromOrder: FROM_ORDERS.find((each) => String(each) === query.after) ?? 1,
    by: dimensions.find((each) => each === query.by) ?? dimensions[0] ?? 'category',
  };
}

/** Every month from the first cohort's to that of the last day known, ascending. */
export function monthsOf({ cells, asOfDay }: RetentionView): readonly MonthText[] {
  const [first] = cells;
  if (!first || asOfDay === null) return [];
  const start = parseMonth(first.cohort);
  const end = parseMonth(asOfDay.slice(0, 7));
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, i) => formatMonth(start + i));
}

/** What to compare a period with: as many months before it; of all months, the later half with the earlier one. */
export function suggestComparison(
  period: Period,
  months: readonly MonthText[],
): { readonly period: Period; readonly other: Period } {
  const from = months.indexOf(period.from);
  const length = months.indexOf(period.to) - from + 1;
  const first = months[0] ?? period.from;
  const at = (index: number) => months[Math.max(0, index)] ?? first;
  if (from > 0) return { period, other: { from: at(from - length), to: at(from - 1) } };
  const middle = from + Math.ceil(length / 2);
  const later = months[middle] === undefined ? from : middle;
  return {
    period: { from: at(later), to: period.to },
    other: { from: period.from, to: at(Math.max(from, later - 1)) },
  };
}

/** The rows of a period, the newest first. */
export function rowsOf(view: RetentionView, { from, to }: Period): readonly CohortRow[] {
  if (view.asOfDay === null) return [];
  const cells = view.cells
    .filter(({ cohort }) => cohort >= from && cohort <= to)
    .map((cell) => ({ ...cell, cohort: parseMonth(cell.cohort) }));
  return cohortTable(cells, parseDay(view.asOfDay));
}

export interface Compared<Figures extends object> {
  readonly of: Figures;
  readonly other: Figures | null;
}

export interface ComparedModel<Figures extends object> {
  readonly figures: Resource<Compared<Figures>>;
  dispose(): void;
}

export function curvesModel(
  api: Api,
  { period, other }: RetentionChoice,
): ComparedModel<RetentionCurves> {
  return compared(api, '/api/retention/curves', {}, period, other);
}

export function groupsModel(
  api: Api,
  { period, other, by }: RetentionChoice,
): ComparedModel<RetentionGroups> {
  return compared(api, '/api/retention/groups', { by }, period, other);
}

function compared<Figures extends object>(
  api: Api,
  path: string,
  query: { readonly by?: Dimension },
  period: Period,
  other: Period | null,
): ComparedModel<Figures> {
  const key = path + queryString({ ...query, ...period, vsFrom: other?.from, vsTo: other?.to });
  const figures = resource<Compared<Figures>>(key, async (abort) => {
    const [of, against] = await Promise.all([
      api.get<Figures>(path, { ...query, ...period }, abort),
      other ? api.get<Figures>(path, { ...query, ...other }, abort) : null,
    ]);
    return { of, other: against };
  });
  void figures.load();
  return { figures, dispose: figures.dispose };
}

/** Which customers to list; see GET /api/retention/customers. */
export interface PeopleChoice {
  readonly from: MonthText;
  readonly to: MonthText;
  readonly since?: number | undefined;
  readonly fromOrder?: FromOrder | undefined;
  readonly days?: number | undefined;
  readonly by?: Dimension | undefined;
  readonly value?: string | undefined;
  /** What the value is called, where that is something else. */
  readonly label?: string | undefined;
}

/** One parameter of the page's own address; the other way round of `parsePeople`. */
export function writePeople(choice: PeopleChoice): string {
  const parts = Object.entries(choice).filter(([, value]) => value !== undefined);
  return new URLSearchParams(parts.map(([name, value]) => [name, String(value)])).toString();
}

export function parsePeople(text: string | undefined): PeopleChoice | null {
  if (!text) return null;
  const params = new URLSearchParams(text);
  const numberIn = (name: string) => {
    const given = params.get(name);
    return given !== null && /^\d{1,4}$/.test(given) ? Number(given) : undefined;
  };
  const from = params.get('from');
  const to = params.get('to');
  if (!from || !to) return null;
  return {
    from,
    to,
    since: numberIn('since'),
    fromOrder: FROM_ORDERS.find((each) => each === numberIn('fromOrder')),
    days: numberIn('days'),
    by: DIMENSIONS.find((each) => each === params.get('by')),
    value: params.get('value') ?? undefined,
    label: params.get('label') ?? undefined,
  };
}

const FIRST_PEOPLE = 50;

export function peopleModel(
  api: Api,
  { label: _, ...choice }: PeopleChoice,
): PagedList<RetentionCustomer> {
  const list = pagedList<RetentionCustomer>(async (after, abort) => {
    const query = { ...choice, after };
    const page = await api.get<RetentionCustomersPage>('/api/retention/customers', query, abort);
    return { items: page.customers, after: page.after };
  });
  let disposed = false;

  /** Few may be behind a figure of many: pages come until there is something to read. */
  async function fill(): Promise<void> {
    await list.restart();
    while (!disposed && list.hasMore.value && (list.items.value?.length ?? 0) < FIRST_PEOPLE) {
      await list.more();
      if (list.failure.value) return;
    }
  }

  void fill();
  return {
    ...list,
    dispose: () => {
      disposed = true;
      list.dispose();
    },
  };
}
