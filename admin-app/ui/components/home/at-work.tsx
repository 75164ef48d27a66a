import type { ScenariosView } from '../../../contract/scenarios.ts';
import { t } from '../../language/t.ts';
import type { Resource } from '../../models/resource.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import { Bone, Loading } from '../skeleton.tsx';
import './home.css';

interface Props {
  readonly of: Pick<Resource<ScenariosView>, 'value' | 'failure'>;
  /** How many are active. */
  readonly count: number;
}

/** The active scenarios, each with the way to its results. */
export function AtWork({ of, count }: Props) {
  const scenarios = of.value.value?.scenarios;
  if (!scenarios) return count > 0 && !of.failure.value ? <AtWorkBones count={count} /> : null;
  const active = scenarios.filter(({ status }) => status === 'active');
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

function AtWorkBones({ count }: Pick<Props, 'count'>) {
  return (
    <Card title={t('home.atWork')}>
      <Loading>
        <ul class="glance work">
          {Array.from({ length: count }, (_, index) => (
            <li key={index}>
              <Bone width={60} />
            </li>
          ))}
        </ul>
      </Loading>
    </Card>
  );
}
