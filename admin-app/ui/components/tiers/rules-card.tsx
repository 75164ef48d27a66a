import {
  isLoyalty,
  type LoyaltyMetafield,
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
  const { basis, window, limits, metafield } = definition;
  const fromMetafield = isLoyalty(basis) && metafield !== null;
  async function choose(change: Partial<Pick<TierDefinition, 'basis' | 'limits'>>): Promise<void> {
    const problem = await model.choose(change);
    if (problem !== null) host.toast(problem, 'problem');
  }
  return (
    <Card title={t('tiers.counts')}>
      <div class="tier-rules">
        <ChoiceField
          label={t('tiers.basis')}
          hint={fromMetafield ? t(`tiers.metafieldHint.${basis}`) : t(`tiers.basisHint.${basis}`)}
          value={basis}
          choices={TIER_BASES}
          inWords={(each) => t(`tiers.basis.${each}`)}
          onChoose={(chosen) => void choose({ basis: chosen })}
        />
        {!isLoyalty(basis) && (
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
        {isLoyalty(basis) && (
          <ChoiceField
            label={t('tiers.source')}
            value={metafield === null ? 'tags' : 'metafield'}
            choices={['tags', 'metafield'] as const}
            inWords={(each) => t(`tiers.source.${each}`)}
            onChoose={(chosen) =>
              model.form.edit({
                metafield: chosen === 'tags' ? null : { namespace: 'loyalty', key: '' },
              })
            }
          />
        )}
        {fromMetafield ? (
          <MetafieldFields metafield={metafield} model={model} />
        ) : (
          <PrefixField definition={definition} model={model} />
        )}
      </div>
    </Card>
  );
}

function PrefixField({ definition, model }: Props) {
  const noPrefix = model.faults.value.some(({ code }) => code === 'no prefix');
  return (
    <TextField
      label={t('tiers.prefix')}
      hint={isLoyalty(definition.basis) ? undefined : t('tiers.prefixHint')}
      value={definition.tagPrefix ?? ''}
      maxLength={100}
      fault={noPrefix ? t('tiers.fault.no prefix') : null}
      onInput={(prefix) => model.form.edit({ tagPrefix: prefix === '' ? null : prefix })}
    />
  );
}

interface MetafieldProps {
  readonly metafield: LoyaltyMetafield;
  readonly model: TiersModel;
}

function MetafieldFields({ metafield, model }: MetafieldProps) {
  const faultOf = (fault: 'no namespace' | 'no key') =>
    model.faults.value.some(({ code }) => code === fault) ? t(`tiers.fault.${fault}`) : null;
  const edit = (change: Partial<LoyaltyMetafield>) =>
    model.form.edit({ metafield: { ...metafield, ...change } });
  return (
    <>
      <TextField
        label={t('tiers.namespace')}
        value={metafield.namespace}
        maxLength={255}
        fault={faultOf('no namespace')}
        onInput={(namespace) => edit({ namespace: namespace.trim() })}
      />
      <TextField
        label={t('tiers.key')}
        hint={t('tiers.keyHint')}
        value={metafield.key}
        maxLength={64}
        fault={faultOf('no key')}
        onInput={(key) => edit({ key: key.trim() })}
      />
    </>
  );
}
