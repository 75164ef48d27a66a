import { useLocation } from 'preact-iso';
import type { TierCount } from '../../../contract/tiers.ts';
import { inOrder } from '../../../core/message/language.ts';
import type { TierFaultCode } from '../../../core/tier/faults.ts';
import type { Tier, TierDefinition } from '../../../core/tier/types.ts';
import { currencyUnit, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { shopLanguages } from '../../models/shop.ts';
import { Button } from '../button.tsx';
import { NumberField, TextField } from '../field.tsx';
import { tierValue } from './tier-words.ts';
import { TierBar } from './tiers-card.tsx';

interface Props {
  readonly tier: Tier;
  readonly definition: TierDefinition;
  readonly faults: readonly TierFaultCode[];
  /** Null until it is counted. */
  readonly count: TierCount | null;
  readonly everybody: number;
  readonly onEdit: (change: Partial<Tier>) => void;
  readonly onRemove: () => void;
}

const OF_NAME: readonly TierFaultCode[] = ['no name', 'name twice', 'same id'];

/** One tier: its name, what it takes, what customers get, and how many would be in it. */
export function TierFields(props: Props) {
  const { tier, definition, faults, count, everybody, onEdit, onRemove } = props;
  const inWords = (code: TierFaultCode | undefined) => {
    if (code === 'no tag' && definition.metafield !== null)
      return t('tiers.fault.no name in metafield');
    return code ? t(`tiers.fault.${code}`) : null;
  };
  const ofLimit = inWords(faults.find((code) => !OF_NAME.includes(code)));
  return (
    <li class="tier-fields">
      <div class="tier-line">
        <TextField
          label={t('tiers.name')}
          value={tier.name}
          maxLength={40}
          fault={inWords(faults.find((code) => OF_NAME.includes(code)))}
          onInput={(name) => onEdit({ name })}
        />
        <LimitField tier={tier} definition={definition} fault={ofLimit} onEdit={onEdit} />
        <Button
          kind="plain"
          icon="remove"
          label={t('tiers.remove', { tier: tier.name })}
          disabled={definition.tiers.length === 1}
          onClick={onRemove}
        />
      </div>
      <Count count={count} everybody={everybody} definition={definition} />
      <Benefits tier={tier} onEdit={onEdit} />
    </li>
  );
}

function Count({
  count,
  everybody,
  definition,
}: Pick<Props, 'count' | 'everybody' | 'definition'>) {
  const share = count && everybody > 0 ? count.customers / everybody : 0;
  return (
    <div class="tier-count">
      <TierBar share={share} />
      {/* The place is kept while it is counted. */}
      <span class="small soft number">
        {count
          ? [
              t('tiers.customers', { n: count.customers }),
              t('tiers.share', { share: percent(share) }),
              definition.limits === 'shares' && count.enter !== null
                ? t('tiers.today', { value: tierValue(definition.basis, count.enter) })
                : null,
            ]
              .filter(Boolean)
              .join(' · ')
          : ' '}
      </span>
    </div>
  );
}

function LimitField({
  tier,
  definition,
  fault,
  onEdit,
}: Pick<Props, 'tier' | 'definition' | 'onEdit'> & { readonly fault: string | null }) {
  const { basis, limits } = definition;
  if (basis === 'loyalty tier') {
    const onInput = (tag: string) => onEdit({ tag });
    return (
      <TextField
        label={t(definition.metafield === null ? 'tiers.tag' : 'tiers.nameInMetafield')}
        value={tier.tag}
        maxLength={100}
        {...{ fault, onInput }}
      />
    );
  }
  if (limits === 'shares') {
    return (
      <NumberField
        label={t('tiers.best')}
        unit={t('tiers.unit.share')}
        min={0.01}
        max={100}
        step={0.5}
        value={Math.round(tier.from * 10_000) / 100}
        fault={fault}
        onInput={(share) => onEdit({ from: Math.round(share * 100) / 10_000 })}
      />
    );
  }
  const { unit, minor } = currencyUnit();
  const per = basis === 'spend' ? minor : 1;
  return (
    <NumberField
      label={t('tiers.from')}
      unit={
        basis === 'spend' ? unit : t(basis === 'orders' ? 'tiers.unit.orders' : 'tiers.unit.points')
      }
      min={0}
      max={1_000_000_000}
      value={tier.from / per}
      fault={fault}
      onInput={(value) => onEdit({ from: Math.round(value * per) })}
    />
  );
}

function Benefits({ tier, onEdit }: Pick<Props, 'tier' | 'onEdit'>) {
  const { query } = useLocation();
  const languages = inOrder([...shopLanguages().languages, ...Object.keys(tier.benefits)]);
  return (
    <details class="tier-benefits" open={query.tier === tier.id}>
      <summary>{t('tiers.benefits')}</summary>
      <div class="stack">
        {languages.map((language) => (
          <TextField
            key={language}
            label={t(`language.${language}`)}
            language={language}
            lines={2}
            maxLength={500}
            value={tier.benefits[language] ?? ''}
            onInput={(text) => onEdit({ benefits: { ...tier.benefits, [language]: text } })}
          />
        ))}
        <p class="small soft">{t('tiers.benefitsHint')}</p>
      </div>
    </details>
  );
}
