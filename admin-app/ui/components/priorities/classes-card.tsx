import { useState } from 'preact/hooks';
import { isUsualOrder } from '../../../contract/priorities.ts';
import type { Priorities } from '../../../core/priority/priorities.ts';
import { PRIORITY_CLASSES } from '../../../core/priority/types.ts';
import { classInWords } from '../../language/priorities/cap-words.ts';
import { t } from '../../language/t.ts';
import { movedTo } from '../../models/priorities.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { TextField } from '../field.tsx';
import { MoveButtons } from './move-buttons.tsx';

interface Props {
  readonly priorities: Priorities;
  readonly fault: string | null;
  readonly onChange: (change: Pick<Priorities, 'classes' | 'classesReason'>) => void;
}

/** The classes in the order in which they go, and why where it is not the usual one. */
export function ClassesCard({ priorities, fault, onChange }: Props) {
  const { classes, classesReason } = priorities;
  const [said, setSaid] = useState('');
  const isUsual = isUsualOrder(classes);
  function move(from: number, to: number): void {
    const moved = movedTo(classes, from, to);
    const name = classInWords(classes[from] ?? 'ad hoc');
    setSaid(t('priorities.movedTo', { name, place: to + 1 }));
    onChange({ classes: moved, classesReason: isUsualOrder(moved) ? '' : classesReason });
  }
  return (
    <Card
      title={t('priorities.classes')}
      aside={
        !isUsual && (
          <Button
            compact
            onClick={() => onChange({ classes: PRIORITY_CLASSES, classesReason: '' })}
          >
            {t('priorities.usualOrder')}
          </Button>
        )
      }
    >
      <div class="stack">
        <p class="soft">{t('priorities.classesText')}</p>
        <ol class="place-list numbered">
          {classes.map((priorityClass, place) => (
            <li key={priorityClass}>
              <div class="place-line">
                <span class="place-name">
                  {classInWords(priorityClass)}
                  <span class="soft small">{t(`classText.${priorityClass}`)}</span>
                </span>
                <MoveButtons
                  name={classInWords(priorityClass)}
                  place={place}
                  length={classes.length}
                  onMove={(to) => move(place, to)}
                />
              </div>
            </li>
          ))}
        </ol>
        <p class="visually-hidden" role="status">
          {said}
        </p>
        {!isUsual && (
          <TextField
            label={t('priorities.classesReason')}
            hint={t('priorities.classesReasonHint')}
            value={classesReason}
            maxLength={300}
            fault={fault}
            onInput={(reason) => onChange({ classes, classesReason: reason })}
          />
        )}
      </div>
    </Card>
  );
}
