/** The back-test of the Predictions page as text for a terminal: the same figures, in the same order. */
import type {
  Backtest,
  BacktestScores,
  DateScores,
  Improvement,
} from '../../core/prediction/backtest/types.ts';
import { formatDay } from '../../core/time.ts';

type Row = readonly string[];

export function backtestTable({ asOfDay, scores, improvements }: Backtest): string {
  const sections = scores
    ? [opening(scores), figures(scores), calibration(scores), lift(scores), byConfidence(scores)]
    : [`Back-test as of ${formatDay(asOfDay)}: not enough yet to look back.`];
  return `${[...sections, advice(improvements)].filter((text) => text !== '').join('\n\n')}\n`;
}

function opening(scores: BacktestScores): string {
  const { cutDays, horizonDays, cases, customers, returned, sampled } = scores;
  const sample = sampled < 1 ? `, a sample of ${percent(sampled)} of the customers` : '';
  return [
    `Back-test: predicted as of ${cutDays.map(formatDay).join(', ')}, each for the ${horizonDays} days after it,`,
    `${whole(cases)} cases of ${whole(customers)} customers${sample}; ${whole(returned)} ordered within the horizon.`,
  ].join('\n');
}

function figures({ dates, pinball, coverage, chances, orders }: BacktestScores): string {
  const rows: Row[] = [['', 'predicted', 'naive gap', 'same for all']];
  if (dates) {
    const of = (read: (scores: DateScores) => number) =>
      [dates.model, dates.naive, dates.sameDate].map((scores) => days(read(scores)));
    rows.push(['days off, mean', ...of((scores) => scores.meanAbsoluteDays)]);
    rows.push(['days off, median', ...of((scores) => scores.medianAbsoluteDays)]);
  }
  if (pinball) rows.push(['pinball loss, days', days(pinball.model), '', days(pinball.sameDate)]);
  if (coverage !== null) rows.push(['within the 80 % interval', percent(coverage)]);
  rows.push(['log loss of the chance', fine(chances.logLoss), '', fine(chances.baseLogLoss)]);
  rows.push(['Brier score', fine(chances.brier), '', fine(chances.baseBrier)]);
  if (chances.auc !== null) rows.push(['AUC', chances.auc.toFixed(3), '', '0.500']);
  rows.push(['calibration error', chances.calibrationError.toFixed(3)]);
  rows.push(['orders expected, actual', whole(orders.expected), '', whole(orders.actual)]);
  return aligned(rows);
}

function calibration({ chances }: BacktestScores): string {
  const rows = chances.bins.map(({ cases, predicted, ordered }) => [
    percent(predicted),
    percent(ordered),
    whole(cases),
  ]);
  return aligned([['chance predicted', 'did order', 'cases'], ...rows]);
}

function lift({ overdue }: BacktestScores): string {
  if (!overdue) return '';
  const rows = overdue.points.map(({ first, likeliestFirst, mostOverdueFirst }) =>
    [first, likeliestFirst, mostOverdueFirst, first].map(percent),
  );
  const title = `Of the ${whole(overdue.overdueCases)} overdue, ${whole(overdue.returned)} came back by themselves; found among the first`;
  return `${title}\n${aligned([['first', 'likeliest first', 'most overdue first', 'at random'], ...rows])}`;
}

function byConfidence(scores: BacktestScores): string {
  const rows = scores.byConfidence.map((level) => [
    level.confidence,
    whole(level.cases),
    percent(level.predicted),
    percent(level.ordered),
    level.medianAbsoluteDays === null ? '' : days(level.medianAbsoluteDays),
    level.coverage === null ? '' : percent(level.coverage),
  ]);
  const header = ['confidence', 'cases', 'chance', 'did order', 'days off, median', 'in interval'];
  return aligned([header, ...rows]);
}

function advice(improvements: readonly Improvement[]): string {
  if (improvements.length === 0) return '';
  return ['What would make it better:', ...improvements.map((one) => `- ${inWords(one)}`)].join(
    '\n',
  );
}

function inWords(improvement: Improvement): string {
  switch (improvement.code) {
    case 'not enough to look back':
      return `looking back needs ${improvement.neededDays} days and ${improvement.neededRepeatOrders} repeat orders; there are ${improvement.days} and ${improvement.repeatOrders}`;
    case 'short history':
      return `the season can be learned from ${improvement.neededDays} days of orders; there are ${improvement.days}`;
    case 'few repeat orders':
      return `from ${whole(improvement.neededRepeatOrders)} repeat orders on, this store's own past carries the prediction; there are ${whole(improvement.repeatOrders)}`;
    case 'ends at a peak':
      return `the last 60 days held ${improvement.timesUsual.toFixed(1)} times the usual orders; what follows a peak is easily overstated`;
    case 'amounts missing':
      return improvement.share === 1
        ? 'the orders have no amounts, so no money can be predicted'
        : `${percent(improvement.share)} of the orders have no amount; money is predicted from the others`;
    case 'value goes with frequency':
      return improvement.rankCorrelation > 0
        ? 'who orders often spends more per order; the money expected of them is rather too low'
        : 'who orders often spends less per order; the money expected of them is rather too high';
    case 'few returns':
      return `only ${improvement.returned} came back within the horizon; figures are firm from ${improvement.neededReturned} on`;
    case 'orders older than 60 days hidden':
      return 'orders older than 60 days are hidden';
  }
}

function aligned(rows: readonly Row[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(width(column)) : cell.padStart(width(column));
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function days(value: number): string {
  return value.toFixed(1);
}

function fine(value: number): string {
  return value.toFixed(4);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
