import { useState } from 'preact/hooks';
import {
  INACTIVE_BASES,
  INACTIVE_LISTS,
  type InactiveBasis,
  type InactiveDefinition,
} from '../../../core/segment/inactive.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import {
  type DefinitionEditor,
  definitionEditor,
  type InactiveModel,
} from '../../models/inactive.ts';
import { useModel, useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Field, NumberField, textOf } from '../field.tsx';
import { Notice } from '../notice.tsx';

const MOST_DAYS = 3_650;

interface Props {
  readonly start: InactiveDefinition;
  readonly model: InactiveModel;
  readonly onClose: () => void;
}

/** Changes the definition, and says before anything is saved how many customers it would find. */
export function DefinitionDialog({ start, model, onClose }: Props) {
  const editor = useModel(({ api }) => definitionEditor(api, start), 'definition');
  const { host } = useServices();
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function save(): Promise<void> {
    setSaving(true);
    const problem = await model.save(editor.definition.peek());
    setSaving(false);
    setRefusal(problem);
    if (problem !== null) return;
    host.toast(t('state.saved'));
    onClose();
  }

  return (
    <Dialog
      title={t('inactive.change')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" busy={saving} onClick={() => void save()}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <div class="stack">
        {refusal !== null && (
          <Notice tone="bad" title={t('failure.refused')}>
            {refusal}
          </Notice>
        )}
        <Fields editor={editor} />
        <WouldBe editor={editor} />
      </div>
    </Dialog>
  );
}

function Fields({ editor }: { readonly editor: DefinitionEditor }) {
  const definition = editor.definition.value;
  const days = (key: 'overdueDays' | 'orderDays' | 'silentDays' | 'newDays', least: number) => ({
    value: definition[key],
    unit: t(key === 'newDays' ? 'inactive.newDaysUnit' : 'unit.daysOnly'),
    min: least,
    max: MOST_DAYS,
    onInput: (value: number) => editor.edit({ [key]: Math.round(value) }),
  });
  return (
    <>
      <Field label={t('inactive.basis')}>
        {(control) => (
          <select
            {...control}
            value={definition.basis}
            onChange={(event) => editor.edit({ basis: basisOf(textOf(event)) })}
          >
            {INACTIVE_BASES.map((basis) => (
              <option key={basis} value={basis}>
                {t(`inactive.basis.${basis}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {definition.basis === 'predicted date' && (
        <NumberField label={t('inactive.overdueDays')} {...days('overdueDays', 0)} />
      )}
      {definition.basis === 'own rhythm' && (
        <NumberField
          label={t('inactive.times')}
          hint={t('inactive.timesHint')}
          unit={t('inactive.timesUnit')}
          value={definition.times}
          min={1}
          max={10}
          step={0.5}
          onInput={(times) => editor.edit({ times })}
        />
      )}
      <NumberField label={orderDaysLabel(definition.basis)} {...days('orderDays', 1)} />
      <NumberField label={t('inactive.silentDays')} {...days('silentDays', 1)} />
      <NumberField label={t('inactive.newDays')} {...days('newDays', 0)} />
    </>
  );
}

function basisOf(text: string): InactiveBasis {
  return INACTIVE_BASES.find((basis) => basis === text) ?? 'predicted date';
}

function orderDaysLabel(basis: InactiveBasis): string {
  if (basis === 'days') return t('inactive.orderDays');
  return t(basis === 'own rhythm' ? 'inactive.orderDaysSingle' : 'inactive.orderDaysOthers');
}

function WouldBe({ editor }: { readonly editor: DefinitionEditor }) {
  const lists = editor.lists.value;
  return (
    <section class="inactive-would-be" aria-label={t('inactive.wouldBe')} aria-live="polite">
      <h3 class="small soft">{t('inactive.wouldBe')}</h3>
      <ul>
        {INACTIVE_LISTS.map((list) => (
          <li key={list}>
            <strong class="number">{lists === null ? '…' : number(lists[list])}</strong>
            <span class="small soft">
              {t(`inactive.people.${list}`, { n: lists?.[list] ?? 2 })}
            </span>
          </li>
        ))}
      </ul>
      {lists === null && <span class="small faint">{t('inactive.counting')}</span>}
    </section>
  );
}
