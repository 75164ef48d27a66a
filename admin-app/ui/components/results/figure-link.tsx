import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import type { Listed } from '../../../contract/results.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { parsePeriodChoice } from '../../models/results.ts';
import { to } from '../../navigation.ts';

interface Props {
  /** Null for what is of all scenarios together. */
  readonly scenarioId: number | null;
  readonly figure: Listed;
  readonly value: number;
  /** Within so many days after entering, for returns. */
  readonly days?: number;
  /** Only one group: of messages, answers, reasons, variants, … */
  readonly by?: string;
  readonly group?: string;
  /** Shown in place of the number, e.g. money made by these customers. */
  readonly children?: ComponentChildren;
  readonly class?: string;
}

/** A number that opens the customers behind it; what the page shows stays. */
export function FigureLink({
  scenarioId,
  figure,
  value,
  days,
  by,
  group,
  children,
  ...rest
}: Props) {
  const { query } = useLocation();
  const shown = { ...parsePeriodChoice(query), group: query.group };
  const path = scenarioId === null ? '/results' : `/scenarios/${scenarioId}/results`;
  const address = to(path, { ...shown, figure, days, by, value: group });
  const title = figure === 'ordered' ? t('results.openOrders') : t('results.openList');
  return (
    <a {...rest} href={address} title={title}>
      {children ?? number(value)}
    </a>
  );
}
