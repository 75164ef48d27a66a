import type { AttributionRules, ChannelRule } from '../../../core/results/attribution.ts';
import { MOST_DAYS, TOUCHES } from '../../../core/results/attribution.ts';
import { CHANNELS, type Channel } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { type RulesModel, rulesModel } from '../../models/results.ts';
import { useModel, useServices } from '../../services.ts';
import { Await } from '../await.tsx';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { textOf } from '../field.tsx';
import { Failed } from '../notice.tsx';
import { isOvertaken, Overtaken } from '../overtaken.tsx';
import { Bones } from '../skeleton.tsx';
import './results.css';

interface Props {
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Which touches of each channel count, and for how long; a change counts the whole history again. */
export function RulesDialog({ onClose, onSaved }: Props) {
  const { host } = useServices();
  const model = useModel(({ api }) => rulesModel(api), 'rules');
  const { form } = model;
  async function save(): Promise<void> {
    if (!(await form.save())) return;
    host.toast(t('results.settings.saved'));
    onSaved();
  }
  return (
    <Dialog
      title={t('results.settings')}
      onClose={onClose}
      actions={
        <>
          <UsualButton model={model} />
          <Button
            kind="primary"
            busy={form.saving.value}
            disabled={!form.dirty.value}
            onClick={() => void save()}
          >
            {t('results.settings.save')}
          </Button>
        </>
      }
    >
      <p class="soft">{t('results.settingsText')}</p>
      <Overtaken form={form} takeSaved={model.takeSaved} save={save} />
      {form.failure.value && !isOvertaken(form) && <Failed failure={form.failure.value} />}
      <Await of={model.view} bones={<Bones lines={6} />}>
        {() => <Rules model={model} />}
      </Await>
      <p class="small soft">{t('results.settings.recount')}</p>
    </Dialog>
  );
}

function UsualButton({ model: { view, form } }: { readonly model: RulesModel }) {
  const usual = view.value.value?.usual;
  if (!usual || JSON.stringify(usual) === JSON.stringify(form.value.value)) return null;
  return <Button onClick={() => form.edit(usual)}>{t('results.settings.usual')}</Button>;
}

function Rules({ model: { form } }: { readonly model: RulesModel }) {
  const rules = form.value.value;
  if (!rules) return null;
  return (
    <table class="rules">
      <thead>
        <tr>
          <th scope="col">{t('results.by.channel')}</th>
          <th scope="col">{t('results.settings.from')}</th>
          <th scope="col">{t('results.settings.days')}</th>
        </tr>
      </thead>
      <tbody>
        {CHANNELS.map((channel) => (
          <Rule
            key={channel}
            channel={channel}
            rule={rules[channel]}
            onEdit={(rule) => form.edit({ [channel]: rule } as Partial<AttributionRules>)} // one channel's rule
          />
        ))}
      </tbody>
    </table>
  );
}

interface RuleProps {
  readonly channel: Channel;
  readonly rule: ChannelRule;
  readonly onEdit: (rule: ChannelRule) => void;
}

function Rule({ channel, rule, onEdit }: RuleProps) {
  const name = t(`results.channel.${channel}`);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <select
          class="control"
          aria-label={`${name}: ${t('results.settings.from')}`}
          value={rule.from ?? 'none'}
          onChange={(event) => {
            const chosen = textOf(event);
            onEdit({ ...rule, from: TOUCHES.find((each) => each === chosen) ?? null });
          }}
        >
          {[...TOUCHES.toReversed(), 'none' as const].map((each) => (
            <option key={each} value={each}>
              {t(`results.touch.${each}`)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <span class="rule-days">
          <input
            type="number"
            class="control"
            inputMode="numeric"
            aria-label={`${name}: ${t('results.settings.days')}`}
            min={1}
            max={MOST_DAYS}
            disabled={rule.from === null}
            value={rule.days}
            onInput={(event) => {
              const days = Number(textOf(event));
              if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) {
                onEdit({ ...rule, days });
              }
            }}
          />
          {t('results.days', { n: rule.days }).replace(/^\S+\s/u, '')}
        </span>
      </td>
    </tr>
  );
}
