import type { ScenarioSummary } from '../../../contract/scenarios.ts';
import { fromNow } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { now } from '../../models/shop.ts';
import { figure } from '../counted-at.tsx';
import { StatusBadge } from '../scenario-status.tsx';
import { Figures, Listed } from './listed.tsx';

export function ScenarioList({ scenarios }: { readonly scenarios: readonly ScenarioSummary[] }) {
  return (
    <ul class="scenario-list">
      {scenarios.map(({ scenarioId, name, status, updatedAt, entered, inside, returned }) => (
        <Listed
          key={scenarioId}
          path={`/scenarios/${scenarioId}`}
          name={name}
          badge={<StatusBadge status={status} />}
          about={t('scenarios.updated', { when: fromNow(updatedAt, now()) })}
        >
          <Figures
            of={{
              [t('figure.entered')]: figure(entered),
              [t('figure.inside')]: figure(inside),
              [t('figure.returned')]: figure(returned),
            }}
          />
        </Listed>
      ))}
    </ul>
  );
}
