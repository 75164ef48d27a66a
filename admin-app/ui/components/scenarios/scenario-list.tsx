import type { ScenarioSummary } from '../../../contract/scenarios.ts';
import { fromNow, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { now } from '../../models/shop.ts';
import { to } from '../../navigation.ts';
import { StatusBadge } from '../scenario-status.tsx';
import '../table.css';
import './scenarios.css';

export function ScenarioList({ scenarios }: { readonly scenarios: readonly ScenarioSummary[] }) {
  return (
    <ul class="scenario-list">
      {scenarios.map((scenario) => (
        <li key={scenario.scenarioId}>
          <div class="stack tight">
            <span class="row">
              <a class="row-link" href={to(`/scenarios/${scenario.scenarioId}`)}>
                {scenario.name}
              </a>
              <StatusBadge status={scenario.status} />
            </span>
            <span class="small soft">
              {t('scenarios.updated', { when: fromNow(scenario.updatedAt, now()) })}
            </span>
          </div>
          <dl class="scenario-figures">
            <Figure name={t('figure.entered')} value={scenario.entered} />
            <Figure name={t('figure.inside')} value={scenario.inside} />
            <Figure name={t('figure.returned')} value={scenario.returned} />
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{number(value)}</dd>
    </div>
  );
}
