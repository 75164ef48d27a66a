import type { TiersPreview } from '../../../contract/tiers.ts';
import { MOST_TIERS, type TierFaultCode } from '../../../core/tier/faults.ts';
import { isLoyalty, type TierDefinition } from '../../../core/tier/types.ts';
import { t } from '../../language/t.ts';
import type { TiersModel } from '../../models/tiers.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { FaultLine } from '../field.tsx';
import { LoyaltyCard } from './loyalty-card.tsx';
import { RulesCard } from './rules-card.tsx';
import { TierFields } from './tier-fields.tsx';
import './tiers.css';

interface Props {
  readonly definition: TierDefinition;
  readonly model: TiersModel;
}

export function TiersEditor({ definition, model }: Props) {
  const { loyalty = null, definition: kept = null } = model.view.value.value ?? {};
  return (
    <div class="stack">
      <RulesCard definition={definition} model={model} />
      {loyalty && kept && isLoyalty(kept.basis) && (
        <LoyaltyCard loyalty={loyalty} basis={kept.basis} />
      )}
      <TiersList definition={definition} model={model} />
      <EffectCard model={model} />
    </div>
  );
}

/** Shown at their fields. */
const OF_SOURCE: readonly TierFaultCode[] = ['no prefix', 'no namespace', 'no key'];

function TiersList({ definition, model }: Props) {
  const faults = model.faults.value;
  const counts = model.counts.value;
  const everybody = counts
    ? counts.tiers.reduce((sum, { customers }) => sum + customers, counts.without)
    : 0;
  const whole = faults.filter(({ tierId, code }) => tierId === null && !OF_SOURCE.includes(code));
  return (
    <Card title={t('tiers.tiers')}>
      <p class="soft">{t('tiers.lowestFirst')}</p>
      {whole.map(({ code }) => (
        <FaultLine key={code} text={t(`tiers.fault.${code}`)} />
      ))}
      <ol class="tier-list">
        {definition.tiers.map((tier) => (
          <TierFields
            key={tier.id}
            tier={tier}
            definition={definition}
            faults={faults.filter(({ tierId }) => tierId === tier.id).map(({ code }) => code)}
            count={counts?.tiers.find(({ tierId }) => tierId === tier.id) ?? null}
            everybody={everybody}
            onEdit={(change) => model.editTier(tier.id, change)}
            onRemove={() => model.removeTier(tier.id)}
          />
        ))}
      </ol>
      <div>
        <Button
          icon="add"
          disabled={definition.tiers.length >= MOST_TIERS}
          onClick={() => model.addTier(t('tiers.new'))}
        >
          {t('tiers.add')}
        </Button>
      </div>
    </Card>
  );
}

/** What saving would do, said before it is done. */
function EffectCard({ model }: { readonly model: TiersModel }) {
  const counts = model.counts.value;
  return (
    <Card title={t(model.form.dirty.value ? 'tiers.effect' : 'tiers.now')}>
      <div class="stack tight">
        <p role="status">
          {model.counting.value ? t('tiers.counting') : counts && effect(model, counts)}
          {!model.counting.value && model.unread.value && t('tiers.unread')}
        </p>
        {counts && <p class="soft">{t('tiers.without', { n: counts.without })}</p>}
        {model.form.dirty.value && <p class="soft">{t('tiers.silent')}</p>}
      </div>
    </Card>
  );
}

/** Of the first tiers: who gets one. Of others: who rises and falls by them, which nobody does by those that are kept. */
function effect({ form, view }: TiersModel, counts: NonNullable<TiersPreview['counts']>): string {
  if (!view.value.value?.definition || !form.dirty.value) {
    const all = counts.tiers.reduce((sum, { customers }) => sum + customers, 0);
    return t('tiers.have', { n: all });
  }
  return effectInWords(counts);
}

function effectInWords({ up, down }: { readonly up: number; readonly down: number }): string {
  if (up === 0 && down === 0) return t('tiers.nobody');
  return [up > 0 && t('tiers.up', { n: up }), down > 0 && t('tiers.down', { n: down })]
    .filter(Boolean)
    .join(' ');
}
