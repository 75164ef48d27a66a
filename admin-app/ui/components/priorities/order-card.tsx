import { useState } from 'preact/hooks';
import type { PlacedScenario } from '../../../contract/priorities.ts';
import type { Priorities } from '../../../core/priority/priorities.ts';
import { classInWords, kindInWords } from '../../language/priorities/cap-words.ts';
import { t } from '../../language/t.ts';
import { movedTo, reordered, scenariosIn } from '../../models/priorities.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import { MoveButtons } from './move-buttons.tsx';

interface Props {
  readonly priorities: Priorities;
  readonly scenarios: readonly PlacedScenario[];
  readonly onChange: (scenarioOrder: readonly number[]) => void;
}

/** The scenarios of each class that has several, in the order in which they go. */
export function OrderCard({ priorities, scenarios, onChange }: Props) {
  const groups = priorities.classes
    .map((priorityClass) => ({
      priorityClass,
      own: scenariosIn(priorityClass, scenarios, priorities),
    }))
    .filter(({ own }) => own.length > 1);
  return (
    <Card title={t('priorities.order')}>
      <div class="stack">
        <p class="soft">{t('priorities.orderText')}</p>
        {groups.length === 0 && <p class="soft">{t('priorities.orderNone')}</p>}
        {groups.map(({ priorityClass, own }) => (
          <section key={priorityClass} class="stack tight">
            <h3>{classInWords(priorityClass)}</h3>
            <OwnOrder
              own={own}
              onMove={(from, next) =>
                onChange(reordered(scenarios, priorities, own, { from, to: next }))
              }
            />
          </section>
        ))}
      </div>
    </Card>
  );
}

interface OwnProps {
  readonly own: readonly PlacedScenario[];
  readonly onMove: (from: number, to: number) => void;
}

function OwnOrder({ own, onMove }: OwnProps) {
  const [said, setSaid] = useState('');
  function move(from: number, next: number): void {
    const name = movedTo(own, from, next)[next]?.name ?? '';
    setSaid(t('priorities.movedTo', { name, place: next + 1 }));
    onMove(from, next);
  }
  return (
    <>
      <ol class="place-list numbered">
        {own.map((scenario, place) => (
          <li key={scenario.scenarioId}>
            <div class="place-line">
              <span class="place-name">
                <ScenarioLink scenario={scenario} />
                <span class="soft small">
                  {[
                    kindInWords(scenario.messageKind),
                    scenario.active ? null : t('priorities.inactive'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <MoveButtons
                name={scenario.name}
                place={place}
                length={own.length}
                onMove={(next) => move(place, next)}
              />
            </div>
          </li>
        ))}
      </ol>
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}

export function ScenarioLink({ scenario }: { readonly scenario: PlacedScenario }) {
  const { campaign, scenarioId, name } = scenario;
  return <a href={to(`/${campaign ? 'campaigns' : 'scenarios'}/${scenarioId}`)}>{name}</a>;
}
