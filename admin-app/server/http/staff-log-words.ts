/**
 * Settings as the staff log tells them before and after a change: short, and without words where it can be, because
 * whoever reads the log may read another language than whoever made the change.
 */
import type { ChangedField } from '../../contract/staff-log.ts';
import { formatDecimal } from '../../core/money.ts';
import type { Cap } from '../../core/priority/caps.ts';
import type { Priorities } from '../../core/priority/priorities.ts';
import type { AttributionRules } from '../../core/results/attribution.ts';
import { CHANNELS, type CouponBlock, type ScenarioDefinition } from '../../core/scenario/types.ts';
import type { InactiveDefinition } from '../../core/segment/inactive.ts';
import type { Tier, TierDefinition } from '../../core/tier/types.ts';

type Words = Partial<Readonly<Record<ChangedField, string>>>;

export function prioritiesInWords({ caps, classes, overrides }: Priorities): Words {
  return {
    caps: caps.map(capInWords).join('; '),
    classes: classes.join(' → '),
    moved: overrides
      .map(({ scenarioId, blockId, priorityClass, reason }) => {
        const message = blockId === null ? '' : ` ${blockId}`;
        return `${scenarioId}${message} → ${priorityClass} (${reason})`;
      })
      .join('; '),
  };
}

/** "2 / 48 h", "1 / 7 d sms". */
function capInWords({ max, window, over }: Cap): string {
  const length = window.kind === 'hours' ? `${window.hours} h` : `${window.days} d`;
  const counted = `${max} / ${length}`;
  switch (over.kind) {
    case 'all':
      return counted;
    case 'channel':
      return `${counted} ${over.channel}`;
    case 'class':
      return `${counted} ${over.priorityClass}`;
    case 'message kind':
      return `${counted} ${over.messageKind}`;
  }
}

export function attributionInWords(rules: AttributionRules): Words {
  const each = CHANNELS.map((channel) => {
    const { from, days } = rules[channel];
    return `${channel}: ${from === null ? '–' : `${from} ${days} d`}`;
  });
  return { definition: each.join('; ') };
}

export function tiersInWords(definition: TierDefinition | null, currency: string): Words {
  if (definition === null) return {};
  const { basis, limits } = definition;
  if (basis === 'loyalty tier') return { tiers: definition.tiers.map(tagged).join('; '), basis };
  const tiers = definition.tiers.map(({ name, from }) => {
    if (limits === 'shares') return `${name} ≤ ${Math.round(from * 1_000) / 10} %`;
    return `${name} ≥ ${basis === 'spend' ? amountInWords(from, currency) : from}`;
  });
  return { tiers: tiers.join('; '), basis: `${basis}, ${limits}` };
}

function tagged({ name, tag }: Tier): string {
  return `${name} = ${tag}`;
}

function amountInWords(amountMinor: number, currency: string): string {
  return `${formatDecimal({ amountMinor, currency })} ${currency}`;
}

export function inactiveInWords(definition: InactiveDefinition): Words {
  const { basis, overdueDays, times, orderDays, silentDays, newDays } = definition;
  const figures = [`${overdueDays} d`, `× ${times}`, `${orderDays} d`];
  return { definition: [basis, ...figures, `${silentDays} d`, `${newDays} d`].join('; ') };
}

export function couponsInWords(definition: ScenarioDefinition | null, currency: string): Words {
  if (definition === null) return {};
  const coupons = definition.blocks.flatMap((block) => {
    if (block.kind !== 'coupon') return [];
    const { name, discount, minimumMinor, validDays } = block;
    const least = minimumMinor === null ? '' : ` ≥ ${amountInWords(minimumMinor, currency)}`;
    const end = validDays === null ? '' : `, ${validDays} d`;
    return [`${name}: ${discountInWords(discount, currency)}${least}${end}`];
  });
  return { coupon: coupons.join('; ') };
}

function discountInWords(discount: CouponBlock['discount'], currency: string): string {
  switch (discount.kind) {
    case 'percentage':
      return `${discount.percent} %`;
    case 'amount':
      return amountInWords(discount.minor, currency);
    case 'free shipping':
      return 'free shipping';
  }
}
