/** The comparison as Markdown: who is ahead at a glance, then every metric of every cut. */
import { type Anchors, badness, bestOf } from './anchors.ts';
import type { CutComparison, MetricComparison } from './compare-at-cut.ts';
import type { Interval } from './resample.ts';
import type { Metric } from './scores.ts';

export interface Compared {
  readonly anchors: Anchors;
  readonly comparison: CutComparison;
}

/** What the product promises to be at least as good in as the best method known. */
const PROMISED: readonly Metric[] = ['pinball', 'logloss_90d', 'cindex_p90', 'ece_90d'];

const TITLES: Readonly<Record<Metric, string>> = {
  date_mae_ge2: 'days off (2 or more orders)',
  pinball: 'pinball loss, days',
  cover80: 'within the 80 % interval',
  cindex_p90: 'C-index',
  brier_30d: 'Brier 30 d',
  logloss_90d: 'log loss 90 d',
  auc_90d: 'AUC 90 d',
  ece_90d: 'calibration error 90 d',
  cnt_bias_90d: 'bias of expected orders 90 d',
};

export function report(all: readonly Compared[]): string {
  return `${[overview(all), ...all.map(details)].join('\n\n')}\n`;
}

function overview(all: readonly Compared[]): string {
  return table(
    [
      'data, cut',
      ...PROMISED.map((metric) => TITLES[metric]),
      `${TITLES.date_mae_ge2}: ours / naive gap`,
    ],
    all.map(({ anchors, comparison }) => [
      anchors.name,
      ...PROMISED.map((metric) => standing(anchors, find(comparison, metric))),
      `${digits('date_mae_ge2', find(comparison, 'date_mae_ge2').ours)} / ${digits('date_mae_ge2', comparison.naiveDateError)}`,
    ]),
  );
}

/** Ours / best known and whose, and whether ours is ahead, level (the best lies in our 95 % interval) or behind. */
function standing(anchors: Anchors, { metric, ours, interval }: MetricComparison): string {
  const best = bestOf(anchors, metric);
  if (!best) return digits(metric, ours);
  const isLevel = best.score >= interval.low && best.score <= interval.high;
  const isAhead = badness(metric, ours) <= badness(metric, best.score);
  const word = isAhead ? 'ahead' : isLevel ? 'level' : 'behind';
  return `${digits(metric, ours)} / ${digits(metric, best.score)} ${best.method}: ${word}`;
}

function details({ anchors, comparison }: Compared): string {
  const { customers, orderers, horizonDays } = comparison;
  const rows = comparison.metrics.map((one) => {
    const best = bestOf(anchors, one.metric);
    const naive = anchors.methods.naive_gap?.[one.metric];
    const show = (score: number | undefined) =>
      score === undefined ? '–' : digits(one.metric, score);
    const difference = (score: number | undefined) =>
      score === undefined ? '–' : signed(one.metric, one.ours - score);
    return [
      TITLES[one.metric],
      `**${show(one.ours)}** (${between(one.metric, one.interval)})`,
      best ? `${show(best.score)} ${best.method}` : '–',
      difference(best?.score),
      show(naive),
      one.overNaive
        ? `${difference(naive)} (${between(one.metric, one.overNaive)})`
        : difference(naive),
      show(one.btyd),
      `${signed(one.metric, one.ours - one.btyd)} (${between(one.metric, one.overBtyd)})`,
    ];
  });
  const title = `**${anchors.name}**: ${whole(customers)} customers, ${whole(orderers)} ordered in the ${horizonDays} days after`;
  const header = [
    '',
    'ours (95 %)',
    'best known',
    'ours − best',
    'naive gap',
    'ours − naive',
    'BTYD alone',
    'ours − BTYD (95 %)',
  ];
  return `${title}\n\n${table(header, rows)}`;
}

function find({ metrics }: CutComparison, metric: Metric): MetricComparison {
  const found = metrics.find((one) => one.metric === metric);
  if (!found) throw new Error(`The comparison lacks ${metric}`);
  return found;
}

function between(metric: Metric, { low, high }: Interval): string {
  return `${digits(metric, low)} … ${digits(metric, high)}`;
}

function digits(metric: Metric, score: number): string {
  return score.toFixed(DECIMALS[metric]).replace('-', '−');
}

function signed(metric: Metric, difference: number): string {
  return `${difference >= 0 ? '+' : ''}${digits(metric, difference)}`;
}

const DECIMALS: Readonly<Record<Metric, number>> = {
  date_mae_ge2: 1,
  pinball: 2,
  cover80: 2,
  cindex_p90: 3,
  brier_30d: 4,
  logloss_90d: 4,
  auc_90d: 3,
  ece_90d: 3,
  cnt_bias_90d: 2,
};

function whole(value: number): string {
  return value.toLocaleString('en');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), `|---|${'--:|'.repeat(header.length - 1)}`, ...rows.map(line)].join('\n');
}
