/**
 * Settings as the staff log tells them before and after a change: short, and without words where it can be, because
 * whoever reads the log may read another language than whoever made the change.
 */
import type { ChangedField } from '../../contract/staff-log.ts';
import type { Cap } from '../../core/priority/caps.ts';
import type { Priorities } from '../../core/priority/priorities.ts';
import type { AttributionRules } from '../../core/results/attribution.ts';
import { CHANNELS, type ScenarioDefinition } from '../../core/scenario/types.ts';
import type { InactiveDefinition } from '../../core/segment/inactive.ts';
import type { TierDefinition } from '../../core/tier/types.ts';

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

export function tiersInWords(definition: TierDefinition | null): Words {
  if (definition === null) return {};
  const tiers = definition.tiers.map(({ name, from }) => `${name} ≥ ${from}`).join('; ');
  return { tiers, basis: `${definition.basis}, ${definition.limits}` };
}

export function inactiveInWords(definition: InactiveDefinition): Words {
  const { basis, overdueDays, times, orderDays, silentDays, newDays } = definition;
  const figures = [`${overdueDays} d`, `× ${times}`, `${orderDays} d`];
  return { definition: [basis, ...figures, `${silentDays} d`, `${newDays} d`].join('; ') };
}

export function couponsInWords(definition: ScenarioDefinition | null): Words {
  if (definition === null) return {};
  const coupons = definition.blocks.flatMap((block) => {
    if (block.kind !== 'coupon') return [];
    const { discount, validDays } = block;
    const value =
      discount.kind === 'percentage'
        ? `${discount.percent} %`
        : discount.kind === 'amount'
          ? `${discount.minor} minor units`
          : 'free shipping';
    const least = block.minimumMinor === null ? '' : ` ≥ ${block.minimumMinor} minor units`;
    return [`${block.name}: ${value}${least}, ${validDays} d`];
  });
  return { coupon: coupons.join('; ') };
}
