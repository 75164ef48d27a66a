import type { ScenarioSummary } from '../../../contract/scenarios.ts';
import { fromNow } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { now } from '../../models/shop.ts';
import { figure } from '../counted-at.tsx';
import { StatusBadge } from '../scenario-status.tsx';
import { Figures, Listed } from './listed.tsx';

interface Props {
  readonly scenarios: readonly ScenarioSummary[];
  /** What a trade is called. */
  readonly tradeName: (trade: string) => string | undefined;
}

export function ScenarioList({ scenarios, tradeName }: Props) {
  return (
    <ul class="scenario-list">
      {scenarios.map(
        ({ scenarioId, name, trade, status, updatedAt, entered, inside, returned }) => (
          <Listed
            key={scenarioId}
            path={`/scenarios/${scenarioId}`}
            name={name}
            badge={<StatusBadge status={status} />}
            about={[
              trade && tradeName(trade),
              t('scenarios.updated', { when: fromNow(updatedAt, now()) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <Figures
              of={{
                [t('figure.entered')]: figure(entered),
                [t('figure.inside')]: figure(inside),
                [t('figure.returned')]: figure(returned),
              }}
            />
          </Listed>
        ),
      )}
    </ul>
  );
}
