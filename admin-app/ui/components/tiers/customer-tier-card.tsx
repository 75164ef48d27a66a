import type { CustomerTierView, TierChangeView } from '../../../contract/tiers.ts';
import { dateOf, day } from '../../language/format.ts';
import '../../language/tiers/texts.ts';
import { t } from '../../language/t.ts';
import { type CustomerTierModel, customerTierModel } from '../../models/customer-tier.ts';
import { useModel, useServices } from '../../services.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { ChoiceField } from './choice-field.tsx';
import { tierValue } from './tier-words.ts';
import './tiers.css';

/** The customer's value tier: since when, what keeps and what raises it, how it came about. Nothing while tiers are off. */
export function CustomerTierCard({ customerId }: { readonly customerId: number }) {
  const model = useModel(({ api }) => customerTierModel(api, String(customerId)), customerId);
  const tier = model.tier.value.value;
  if (!tier || (!tier.on && tier.history.length === 0)) return null;
  const name = tier.tiers.find(({ tierId }) => tierId === tier.tierId)?.name ?? null;
  return (
    <Card
      title={t('tier.title')}
      aside={tier.on && <Badge tone={name ? 'accent' : 'quiet'}>{name ?? t('tier.none')}</Badge>}
    >
      <div class="stack">
        {tier.on && <Standing tier={tier} name={name} />}
        {tier.on && <GiveTier tier={tier} model={model} />}
        {tier.history.length > 0 && <History changes={tier.history} />}
      </div>
    </Card>
  );
}

interface StandingProps {
  readonly tier: CustomerTierView;
  readonly name: string | null;
}

function Standing({ tier, name }: StandingProps) {
  const { basis, value, next, held, since } = tier;
  const facts = [
    name && (since === null ? t('tier.sinceBefore') : t('tier.since', { day: dateOf(since) })),
    value !== null && t('tier.value', { value: tierValue(basis, value) }),
  ];
  return (
    <div class="stack tight">
      <p class="soft small">{facts.filter(Boolean).join(' · ')}</p>
      {held && (
        <p>
          {held.until === null ? t('tier.held') : t('tier.heldUntil', { day: day(held.until) })}
        </p>
      )}
      {name && <Loss tier={tier} name={name} />}
      {next && <p>{t('tier.next', { value: tierValue(basis, next.needs), tier: next.name })}</p>}
      {name && !next && basis !== 'loyalty tier' && <p class="soft">{t('tier.top')}</p>}
    </div>
  );
}

/** What keeps the tier, and what comes of not doing it. */
function Loss({ tier, name }: { readonly tier: CustomerTierView; readonly name: string }) {
  const { loss, basis } = tier;
  if (!loss) return null;
  const then = loss.to ?? t('tier.none');
  if (loss.keeps === null) return <p>{t('tier.losesOn', { tier: then, day: day(loss.on) })}</p>;
  const value = tierValue(basis, loss.keeps);
  return (
    <p>
      {t('tier.keeps', { value, day: day(loss.on), tier: name })}{' '}
      <span class="soft">{t('tier.loses', { tier: then })}</span>
    </p>
  );
}

const ORDERS_DECIDE = '';

function GiveTier({
  tier,
  model,
}: {
  readonly tier: CustomerTierView;
  readonly model: CustomerTierModel;
}) {
  const { host } = useServices();
  async function give(tierId: string): Promise<void> {
    const problem = await model.give(tierId === ORDERS_DECIDE ? null : tierId);
    host.toast(problem ?? t('state.saved'), problem === null ? 'done' : 'problem');
  }
  const nameOf = (id: string) => tier.tiers.find(({ tierId }) => tierId === id)?.name;
  return (
    <ChoiceField
      label={t('tier.set')}
      value={tier.held ? (tier.tierId ?? ORDERS_DECIDE) : ORDERS_DECIDE}
      choices={[ORDERS_DECIDE, ...tier.tiers.map(({ tierId }) => tierId)]}
      inWords={(id) => nameOf(id) ?? t('tier.automatic')}
      disabled={model.saving.value}
      onChoose={(id) => void give(id)}
    />
  );
}

function History({ changes }: { readonly changes: readonly TierChangeView[] }) {
  return (
    <div class="stack tight">
      <h3>{t('tier.history')}</h3>
      <ol class="tier-history">
        {changes.map(({ eventId, at, from, to, cause }) => (
          <li key={eventId}>
            <span>
              {t('tier.change', { from: from ?? t('tier.none'), to: to ?? t('tier.none') })}
            </span>
            <span class="small soft">
              {dateOf(at)}, {t(`tier.cause.${cause}`)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
