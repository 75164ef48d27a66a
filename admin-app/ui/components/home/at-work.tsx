import type { ScenariosView } from '../../../contract/scenarios.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import './home.css';

/** The active scenarios, each with the way to its results. */
export function AtWork({ scenarios }: { readonly scenarios: ScenariosView | null }) {
  const active = scenarios?.scenarios.filter(({ status }) => status === 'active') ?? [];
  if (active.length === 0) return null;
  return (
    <Card title={t('home.atWork')}>
      <ul class="glance work">
        {active.map(({ scenarioId, name, inside, returned }) => (
          <li key={scenarioId}>
            <a href={to(`/scenarios/${scenarioId}`)}>{name}</a>
            {inside !== null && <span class="soft">{t('home.inside', { n: inside })}</span>}
            <a class="number" href={to(`/scenarios/${scenarioId}/results`)}>
              {returned === null ? t('home.beingCounted') : t('home.returned', { n: returned })}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
