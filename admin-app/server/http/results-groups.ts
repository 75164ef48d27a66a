/** Results by group: ways of splits, segments at entry, languages, channels, subjects, messages, trades. */
import type {
  BlockFigures,
  OverviewDimension,
  ResultsGroup,
  ResultsPeriod,
  ResultsView,
  ScenarioFigures,
} from '../../contract/results.ts';
import { asWritten } from '../../core/results/as-written.ts';
import { headlineOf } from '../../core/scenario/blocks/message/shape.ts';
import type { MessageBlock, ScenarioDefinition } from '../../core/scenario/types.ts';
import type { AttributedSums, ResultSums } from '../database/result-sums.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ResultsStore } from './results-asked.ts';
import { tableOf } from './results-figures.ts';

type WithBlocks = Pick<ScenarioDefinition, 'blocks'>;

/** What is summed of a scenario, by every dimension. */
export interface ScenarioSums {
  readonly sums: readonly ResultSums[];
  readonly credited: readonly AttributedSums[];
}

/** One scenario's rows; `segments` are the names of segments by number. */
export function groupsOfScenario(
  { sums, credited }: ScenarioSums,
  definition: WithBlocks,
  segments: ReadonlyMap<string, string>,
): ResultsView['groups'] {
  const own = labelsOf(definition);
  const labelOf = ({ dimension, value }: ResultSums) =>
    dimension === 'segment' ? (segments.get(value) ?? null) : own(dimension, value);
  const rowsBy = (dimension: keyof ResultsView['groups']) =>
    tableOf(
      sums.filter((row) => row.dimension === dimension),
      credited,
      labelOf,
    ).toSorted((one, other) => other.entered - one.entered);
  return {
    variant: rowsBy('variant'),
    segment: rowsBy('segment'),
    language: rowsBy('language'),
    channel: rowsBy('channel'),
    subject: rowsBy('subject'),
  };
}

/** What a scenario calls its own messages, subjects and ways of splits; null for what it does not name. */
function labelsOf({ blocks }: WithBlocks) {
  const names = new Map(
    blocks.flatMap((block) => (block.kind === 'message' ? [[block.id, block.name] as const] : [])),
  );
  const arms = new Map<string, string>(
    blocks.flatMap((block) =>
      block.kind === 'split'
        ? block.arms.map(({ id, name }) => [`${block.id}:${id}`, `${block.name}: ${name}`] as const)
        : [],
    ),
  );
  return (dimension: string, value: string): string | null => {
    switch (dimension) {
      case 'variant':
        return arms.get(value) ?? null;
      case 'step':
        return names.get(value) ?? null;
      case 'subject':
        return subjectLabel(value, names);
      default:
        return null;
    }
  };
}

/** "The subject · the message", of "block:subject". */
function subjectLabel(value: string, names: ReadonlyMap<string, string>): string {
  const at = value.indexOf(':');
  const block = value.slice(0, at);
  return `${asWritten(value.slice(at + 1))} · ${names.get(block) ?? block}`;
}

/** One scenario's messages, in the order in which they stand in it. */
export function blocksOf(
  { sums, credited }: ScenarioSums,
  { blocks }: WithBlocks,
): readonly BlockFigures[] {
  const messages = blocks.filter((block) => block.kind === 'message');
  const place = (id: string) => {
    const found = messages.findIndex((block) => block.id === id);
    return found < 0 ? messages.length : found;
  };
  const ofSteps = sums.filter((row) => row.dimension === 'step');
  return tableOf(ofSteps, credited, () => null)
    .map((row): BlockFigures => {
      const block = messages.find(({ id }) => id === row.value);
      return {
        ...{ ...row, blockId: row.value, label: block?.name ?? null },
        name: block?.name ?? row.value,
        channel: block?.channel ?? null,
        subject: block ? subjectOf(block) : null,
      };
    })
    .toSorted((one, other) => place(one.blockId) - place(other.blockId));
}

function subjectOf(block: MessageBlock): string | null {
  const said = headlineOf(block);
  return said === '' ? null : asWritten(said);
}

/** Dimensions whose values mean the same in every scenario. */
const SHARED: ReadonlySet<string> = new Set(['segment', 'language', 'channel']);

/** Rows of all scenarios by one dimension; what is a scenario's own is named with it. */
export async function readGroups(
  store: ResultsStore,
  tx: ShopTransaction,
  by: Exclude<OverviewDimension, 'trade'>,
  period: ResultsPeriod,
): Promise<readonly ResultsGroup[]> {
  const together = SHARED.has(by);
  const asked = { ...period, dimensions: [by], scenarioId: null, together };
  const sums = await store.readResultSums(tx, asked);
  const credited = await store.readAttributedSums(tx, asked);
  const label = together
    ? await sharedLabels(store, tx, by)
    : await ownLabels(store, tx, by, new Set(sums.map((row) => row.scenario_id)));
  return tableOf(sums, credited, label).toSorted(byRevenue);
}

type Label = (row: ResultSums) => string | null;

async function sharedLabels(store: ResultsStore, tx: ShopTransaction, by: string): Promise<Label> {
  if (by !== 'segment') return () => null;
  const names = await store.readSegmentNames(tx);
  return ({ value }) => names.get(value) ?? null;
}

async function ownLabels(
  store: ResultsStore,
  tx: ShopTransaction,
  by: string,
  scenarioIds: ReadonlySet<number | null>,
): Promise<Label> {
  const read = await store.readResultDefinitions(
    tx,
    [...scenarioIds].flatMap((id) => id ?? []),
  );
  const known = new Map(
    read.map(({ scenario_id, name, definition }) => [
      scenario_id,
      { name, label: labelsOf(definition) },
    ]),
  );
  return ({ scenario_id, value }) => {
    const scenario = scenario_id === null ? undefined : known.get(scenario_id);
    return scenario ? `${scenario.label(by, value) ?? value} · ${scenario.name}` : null;
  };
}

/** Scenarios of a trade together; those without one are a row of their own, so that all add up. */
export function groupsByTrade(rows: readonly ScenarioFigures[]): readonly ResultsGroup[] {
  const trades = new Set(rows.map(({ trade }) => trade ?? ''));
  return [...trades]
    .map((value): ResultsGroup => {
      const own = rows.filter(({ trade }) => (trade ?? '') === value);
      const sum = (of: (row: ScenarioFigures) => number) =>
        own.reduce((total, row) => total + of(row), 0);
      return {
        ...{ scenarioId: null, value, label: null },
        entered: sum(({ figures }) => figures.entered),
        heldOut: sum(({ figures }) => figures['held out']),
        notSent: sum(({ figures }) => figures['not sent']),
        sent: sum(({ figures }) => figures.sent),
        delivered: sum(({ figures }) => figures.delivered),
        opened: sum(({ figures }) => figures.opened),
        clicked: sum(({ figures }) => figures.clicked),
        returned: sum(({ figures }) => figures.returned),
        orders: sum(({ orders }) => orders),
        revenueMinor: sum(({ revenueMinor }) => revenueMinor),
      };
    })
    .toSorted(byRevenue);
}

function byRevenue(one: ResultsGroup, other: ResultsGroup): number {
  return other.revenueMinor - one.revenueMinor || other.entered - one.entered;
}
