import { type ReadonlySignal, signal } from '@preact/signals';
import {
  type AttributionSettingsView,
  type FigureCustomersPage,
  LISTED,
  type Listed,
  type OverviewDimension,
  type ResultsGroupsView,
  type ResultsOverview,
  type ResultsPeriod,
  type ResultsView,
} from '../../contract/results.ts';
import type { ScenarioView } from '../../contract/scenarios.ts';
import type { Answer, EmailContent } from '../../core/message/types.ts';
import type { AttributionRules } from '../../core/results/attribution.ts';
import { type DayText, formatDay, parseDay } from '../../core/time.ts';
import { type Api, type Query, queryString } from '../api.ts';
import { language } from '../language/t.ts';
import { type PagedList, pagedList } from './paged.ts';
import { type Resource, resource } from './resource.ts';
import { type SettingsForm, settingsForm } from './settings-form.ts';

/** Which days the page is about, as its address says it; without any, all there are. */
export interface PeriodChoice {
  readonly from: DayText | undefined;
  readonly to: DayText | undefined;
  readonly compare: '1' | undefined;
}

type AddressQuery = Readonly<Record<string, string>>;

export function parsePeriodChoice({ from, to, compare }: AddressQuery): PeriodChoice {
  const isDay = (text: string | undefined) => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text);
  return {
    from: isDay(from) ? from : undefined,
    to: isDay(to) ? to : undefined,
    compare: compare === '1' ? '1' : undefined,
  };
}

export const PRESETS = ['30', '90', '365', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** The days of a preset that ends today; all time has no days of its own. */
export function presetPeriod(preset: Preset, today: DayText): Pick<PeriodChoice, 'from' | 'to'> {
  if (preset === 'all') return { from: undefined, to: undefined };
  return { from: formatDay(parseDay(today) - Number(preset) + 1), to: undefined };
}

export function presetOf({ from, to }: PeriodChoice, today: DayText): Preset | 'own' {
  const found = PRESETS.find((preset) => {
    const own = presetPeriod(preset, today);
    return own.from === from && (to === undefined || to === today);
  });
  return found ?? 'own';
}

const RECOUNT_POLL_MS = 1_500;

/** Asks again while the history is being counted, so that figures and progress go on by themselves. */
function following<View extends { readonly recounting: object | null }>(of: Resource<View>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const load = async (): Promise<void> => {
    clearTimeout(timer);
    await of.load();
    if (!ended && of.value.peek()?.recounting) {
      timer = setTimeout(() => void load(), RECOUNT_POLL_MS);
    }
  };
  const dispose = () => {
    ended = true;
    clearTimeout(timer);
    of.dispose();
  };
  return { ...of, load, dispose };
}

export interface OverviewModel {
  readonly overview: Resource<ResultsOverview>;
  dispose(): void;
}

export function overviewModel(api: Api, choice: PeriodChoice): OverviewModel {
  const query: Query = { ...choice };
  const overview = following(
    resource(`results${queryString(query)}`, (abort) =>
      api.get<ResultsOverview>('/api/results', query, abort),
    ),
  );
  void overview.load();
  return { overview, dispose: overview.dispose };
}

export interface GroupsModel {
  readonly groups: Resource<ResultsGroupsView>;
  dispose(): void;
}

/** All scenarios by one dimension. */
export function groupsModel(
  api: Api,
  by: OverviewDimension,
  { from, to }: PeriodChoice,
): GroupsModel {
  const query: Query = { by, from, to };
  const groups = resource(`results/groups${queryString(query)}`, (abort) =>
    api.get<ResultsGroupsView>('/api/results/groups', query, abort),
  );
  void groups.load();
  return { groups, dispose: groups.dispose };
}

export interface ResultsModel {
  readonly results: Resource<ResultsView>;
  /** The scenario itself, for the words of its answers. */
  readonly scenario: Resource<ScenarioView>;
  dispose(): void;
}

export function resultsModel(api: Api, scenarioId: string, choice: PeriodChoice): ResultsModel {
  const path = pathOf(scenarioId);
  const query: Query = { ...choice };
  const results = following(
    resource(`${path}/results${queryString(query)}`, (abort) =>
      api.get<ResultsView>(`${path}/results`, query, abort),
    ),
  );
  const scenario = resource(path, (abort) => api.get<ScenarioView>(path, {}, abort));
  void results.load();
  void scenario.load();
  return {
    results,
    scenario,
    dispose: () => {
      results.dispose();
      scenario.dispose();
    },
  };
}

function pathOf(scenarioId: string | number): string {
  return `/api/scenarios/${encodeURIComponent(scenarioId)}`;
}

/** Where the lists of a scenario are, or those of all. */
function listedAt(scenarioId: string | number | null): string {
  return scenarioId === null ? '/api/results' : `${pathOf(scenarioId)}/results`;
}

/** Which customers to list: those behind a figure, of one group only where said. */
export interface FigureChoice {
  readonly figure: Listed;
  readonly days: string | undefined;
  readonly by: string | undefined;
  readonly value: string | undefined;
}

export function parseFigureChoice(query: AddressQuery): FigureChoice | null {
  const figure = LISTED.find((each) => each === query.figure);
  return figure ? { figure, days: query.days, by: query.by, value: query.value } : null;
}

export type FigureCustomer = FigureCustomersPage['customers'][number];

export interface FigureCustomersModel extends PagedList<FigureCustomer> {
  /** What the number counts; null until it is known, and for orders. */
  readonly counted: ReadonlySignal<FigureCustomersPage['counted']>;
}

/** Of one scenario, or of all. */
export function figureCustomersModel(
  api: Api,
  scenarioId: string | null,
  choice: FigureChoice,
  { from, to }: ResultsPeriod,
): FigureCustomersModel {
  const path = `${listedAt(scenarioId)}/customers`;
  const counted = signal<FigureCustomersPage['counted']>(null);
  const list = pagedList<FigureCustomer>(async (after, abort) => {
    const page = await api.get<FigureCustomersPage>(path, { ...choice, from, to, after }, abort);
    counted.value = page.counted ?? counted.peek();
    return { items: page.customers, after: page.after };
  });
  void list.restart();
  return { ...list, counted };
}

/** Addresses of files with what the page shows. */
export const exportPaths = {
  figures: ({ from, to }: ResultsPeriod) => `/api/results/export${queryString({ from, to })}`,
  customers: (
    scenarioId: string | number | null,
    choice: Partial<FigureChoice>,
    { from, to }: ResultsPeriod,
  ) => `${listedAt(scenarioId)}/customers/export${queryString({ ...choice, from, to })}`,
} as const;

export type RulesModel = SettingsForm<AttributionSettingsView, AttributionRules>;

export function rulesModel(api: Api): RulesModel {
  return settingsForm(api, '/api/results/settings', {
    fieldsOf: ({ rules }) => rules,
    bodyOf: (rules, begun) => ({ ...rules, version: begun?.version }),
  });
}

/** What customers read when they answered, by the answer's id; in the person's language where it is written. */
export function answerLabels(scenario: ScenarioView | null): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const block of scenario?.definition.blocks ?? []) {
    if (block.kind !== 'message' || block.channel !== 'email') continue;
    const { content, fallbackLanguage } = block;
    for (const each of [content[language()], content[fallbackLanguage]]) {
      for (const { id, label } of answersOf(each)) if (!labels.has(id)) labels.set(id, label);
    }
  }
  return labels;
}

function answersOf(content: EmailContent | undefined): readonly Answer[] {
  return content?.body.flatMap((part) => (part.kind === 'answers' ? part.answers : [])) ?? [];
}

export interface Bucket {
  /** Its first day. */
  readonly day: DayText;
  readonly revenueMinor: number;
  readonly attributedMinor: number;
  readonly orders: number;
}

export type BucketSize = 'day' | 'week' | 'month';

/** Days, or weeks or months of a long period: as many as can be told apart; those without orders are there too. */
export function bucketsOf({ days, period }: Pick<ResultsOverview, 'days' | 'period'>): {
  readonly size: BucketSize;
  readonly buckets: readonly Bucket[];
} {
  const [first, last] = [parseDay(period.from), parseDay(period.to)];
  const length = last - first + 1;
  const size: BucketSize = length <= 92 ? 'day' : length <= 400 ? 'week' : 'month';
  const buckets = new Map<DayText, Bucket>();
  for (let day = first; day <= last; day += 1) {
    const start = startOfBucket(formatDay(day), size, first);
    if (!buckets.has(start)) {
      buckets.set(start, { day: start, revenueMinor: 0, attributedMinor: 0, orders: 0 });
    }
  }
  for (const each of days) {
    const start = startOfBucket(each.day, size, first);
    const known = buckets.get(start);
    if (!known) continue;
    buckets.set(start, {
      day: start,
      revenueMinor: known.revenueMinor + each.revenueMinor,
      attributedMinor: known.attributedMinor + each.attributedMinor,
      orders: known.orders + each.orders,
    });
  }
  return { size, buckets: [...buckets.values()] };
}

/** Weeks are counted from the first day, so that none is cut in half at the beginning. */
function startOfBucket(day: DayText, size: BucketSize, first: number): DayText {
  if (size === 'day') return day;
  if (size === 'month') return `${day.slice(0, 7)}-01`;
  const at = parseDay(day);
  return formatDay(at - ((at - first) % 7));
}
