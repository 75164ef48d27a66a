import type { ComponentChildren } from 'preact';
import type { Figure } from '../../../contract/results.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';

interface Props {
  readonly scenarioId: number;
  readonly figure: Figure;
  readonly value: number;
  readonly block?: string;
  readonly answer?: string;
  /** Shown in place of the number, e.g. money made by these customers. */
  readonly children?: ComponentChildren;
  readonly class?: string;
}

/** A number that opens the customers behind it. */
export function FigureLink({ scenarioId, figure, value, block, answer, children, ...rest }: Props) {
  const address = to(`/scenarios/${scenarioId}/results`, { figure, block, answer });
  return (
    <a {...rest} href={address} title={t('results.openList')}>
      {children ?? number(value)}
    </a>
  );
}
