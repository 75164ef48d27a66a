import type { OverviewDimension, ResultsGroup } from '../../../contract/results.ts';
import { exactMoney } from '../../language/format.ts';
import { t, textFor } from '../../language/t.ts';
import '../table.css';
import { FigureLink } from './figure-link.tsx';
import './results.css';
import { languageInWords, shareOf } from './words.ts';

interface Props {
  /** Null where all scenarios are shown; a row of a single one then leads to it. */
  readonly scenarioId: number | null;
  readonly by: OverviewDimension;
  readonly rows: readonly ResultsGroup[];
}

const OF_MESSAGES = ['sent', 'opened', 'clicked'] as const;
const OF_ENTRIES = ['entered', ...OF_MESSAGES, 'returned'] as const;

/** The same figures group by group; every one opens its customers. */
export function GroupTable({ scenarioId, by, rows }: Props) {
  const figures = rows.some(({ returned }) => returned !== null) ? OF_ENTRIES : OF_MESSAGES;
  return (
    <table class="table cards">
      <thead>
        <tr>
          <th>{t(`results.by.${by}`)}</th>
          {figures.map((figure) => (
            <th key={figure} class="amount">
              {t(`figure.${figure}`)}
            </th>
          ))}
          <th class="amount">{t('results.revenue')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={`${row.scenarioId} ${row.value}`}
            scenarioId={scenarioId ?? row.scenarioId}
            {...{ by, row, figures }}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly scenarioId: number | null;
  readonly by: OverviewDimension;
  readonly row: ResultsGroup;
  readonly figures: readonly (typeof OF_ENTRIES)[number][];
}

function Row({ scenarioId, by, row, figures }: RowProps) {
  const group = row.value;
  return (
    <tr>
      <td class="wide">{groupInWords(by, row)}</td>
      {figures.map((figure) => (
        <td key={figure} class="amount" data-label={t(`figure.${figure}`)}>
          <FigureLink {...{ scenarioId, figure, by, group }} value={row[figure] ?? 0} />
          <Share figure={figure} row={row} />
        </td>
      ))}
      <td class="amount" data-label={t('results.revenue')}>
        <FigureLink {...{ scenarioId, by, group }} figure="ordered" value={0}>
          {exactMoney(row.revenueMinor)}
        </FigureLink>
      </td>
    </tr>
  );
}

interface ShareProps {
  readonly figure: string;
  readonly row: Pick<
    ResultsGroup,
    'entered' | 'heldOut' | 'sent' | 'opened' | 'clicked' | 'returned'
  >;
}

/** Reactions as a share of those sent something, returns of those not held out. */
export function Share({ figure, row }: ShareProps) {
  const share = shareIn(figure, row);
  return share === null ? null : <span class="small soft"> · {share}</span>;
}

function shareIn(figure: string, row: ShareProps['row']): string | null {
  switch (figure) {
    case 'returned':
      return shareOf(row.returned ?? 0, row.entered - row.heldOut);
    case 'opened':
    case 'clicked':
      return shareOf(row[figure], row.sent);
    default:
      return null;
  }
}

export function groupInWords(
  by: OverviewDimension,
  { value, label }: Pick<ResultsGroup, 'value' | 'label'>,
): string {
  switch (by) {
    case 'trade':
      return tradeInWords(value) ?? t('results.noTrade');
    case 'language':
      return languageInWords(value);
    case 'channel':
      return textFor('results.channel', value) ?? value;
    case 'segment':
      return label ?? t('results.goneSegment');
    default:
      return label ?? value;
  }
}

export function tradeInWords(trade: string | null): string | null {
  return trade ? (textFor('results.trade', trade) ?? trade) : null;
}
