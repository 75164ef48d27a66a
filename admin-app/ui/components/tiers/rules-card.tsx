import {
  TIER_BASES,
  TIER_LIMITS,
  TIER_WINDOWS,
  type TierDefinition,
} from '../../../core/tier/types.ts';
import { t } from '../../language/t.ts';
import type { TiersModel } from '../../models/tiers.ts';
import { useServices } from '../../services.ts';
import { Card } from '../card.tsx';
import { TextField } from '../field.tsx';
import { ChoiceField } from './choice-field.tsx';

interface Props {
  readonly definition: TierDefinition;
  readonly model: TiersModel;
}

/** What a customer's value is, and how the lines between tiers are drawn. */
export function RulesCard({ definition, model }: Props) {
  const { host } = useServices();
  const { basis, window, limits, tagPrefix } = definition;
  const isLoyalty = basis.startsWith('loyalty');
  const noPrefix = model.faults.value.some(({ code }) => code === 'no prefix');
  async function choose(change: Partial<Pick<TierDefinition, 'basis' | 'limits'>>): Promise<void> {
    const problem = await model.choose(change);
    if (problem !== null) host.toast(problem, 'problem');
  }
  return (
    <Card title={t('tiers.counts')}>
      <div class="tier-rules">
        <ChoiceField
          label={t('tiers.basis')}
          hint={t(`tiers.basisHint.${basis}`)}
          value={basis}
          choices={TIER_BASES}
          inWords={(each) => t(`tiers.basis.${each}`)}
          onChoose={(chosen) => void choose({ basis: chosen })}
        />
        {!isLoyalty && (
          <ChoiceField
            label={t('tiers.window')}
            hint={t(`tiers.windowHint.${window}`)}
            value={window}
            choices={TIER_WINDOWS}
            inWords={(each) => t(`tiers.window.${each}`)}
            onChoose={(chosen) => model.form.edit({ window: chosen })}
          />
        )}
        {basis !== 'loyalty tier' && (
          <ChoiceField
            label={t('tiers.limits')}
            hint={limits === 'shares' ? t('tiers.limitsHint.shares') : undefined}
            value={limits}
            choices={TIER_LIMITS}
            inWords={(each) => t(`tiers.limits.${each}`)}
            onChoose={(chosen) => void choose({ limits: chosen })}
          />
        )}
        <TextField
          label={t('tiers.prefix')}
          hint={isLoyalty ? undefined : t('tiers.prefixHint')}
          value={tagPrefix ?? ''}
          maxLength={100}
          fault={noPrefix ? t('tiers.fault.no prefix') : null}
          onInput={(prefix) => model.form.edit({ tagPrefix: prefix === '' ? null : prefix })}
        />
      </div>
    </Card>
  );
}
