/** What is wrong with a definition of tiers, for the form and for the server alike. */
import { isLoyalty, type LoyaltyMetafield, type Tier, type TierDefinition } from './types.ts';

export const MOST_TIERS = 8;

export type TierFaultCode =
  | 'no tiers'
  | 'too many tiers'
  | 'no name'
  | 'name twice'
  | 'same id'
  | 'not above the one below'
  | 'not below the one below'
  | 'not a share'
  | 'not a threshold'
  | 'no tag'
  | 'tag twice'
  | 'no prefix'
  | 'no namespace'
  | 'no key';

export interface TierFault {
  readonly code: TierFaultCode;
  /** The tier at fault; null when it is the whole. */
  readonly tierId: string | null;
}

export function tierFaults(definition: TierDefinition): readonly TierFault[] {
  const { tiers, basis } = definition;
  const whole: TierFaultCode[] = [];
  if (tiers.length === 0) whole.push('no tiers');
  if (tiers.length > MOST_TIERS) whole.push('too many tiers');
  if (isLoyalty(basis)) whole.push(...faultsOfSource(definition));
  return [
    ...whole.map((code) => ({ code, tierId: null })),
    ...tiers.flatMap((tier, i) =>
      faultsOfTier(definition, tier, tiers.slice(0, i)).map((code) => ({ code, tierId: tier.id })),
    ),
  ];
}

/** As Shopify names metafields. */
const NAMESPACE = /^[\w-]{3,255}$/;
const KEY = /^[\w-]{2,64}$/;

function faultsOfSource({
  metafield,
  tagPrefix,
}: Pick<TierDefinition, 'metafield' | 'tagPrefix'>): readonly TierFaultCode[] {
  if (metafield !== null) return faultsOfMetafield(metafield);
  return tagPrefix?.trim() ? [] : ['no prefix'];
}

function faultsOfMetafield({ namespace, key }: LoyaltyMetafield): readonly TierFaultCode[] {
  const faults: TierFaultCode[] = [];
  if (!NAMESPACE.test(namespace)) faults.push('no namespace');
  if (!KEY.test(key)) faults.push('no key');
  return faults;
}

function faultsOfTier(
  { basis, limits }: TierDefinition,
  tier: Tier,
  below: readonly Tier[],
): readonly TierFaultCode[] {
  const faults: TierFaultCode[] = [];
  if (tier.name.trim() === '') faults.push('no name');
  if (below.some(({ name }) => folded(name) === folded(tier.name))) faults.push('name twice');
  if (below.some(({ id }) => id === tier.id)) faults.push('same id');
  if (basis === 'loyalty tier') return [...faults, ...faultsOfTag(tier, below)];
  const fault = limits === 'shares' ? faultOfShare(tier, below) : faultOfThreshold(tier, below);
  return fault === null ? faults : [...faults, fault];
}

function faultsOfTag({ tag }: Tier, below: readonly Tier[]): readonly TierFaultCode[] {
  if (tag.trim() === '') return ['no tag'];
  return below.some((other) => folded(other.tag) === folded(tag)) ? ['tag twice'] : [];
}

function faultOfThreshold({ from }: Tier, below: readonly Tier[]): TierFaultCode | null {
  if (!Number.isSafeInteger(from) || from < 0) return 'not a threshold';
  return below.some((other) => other.from >= from) ? 'not above the one below' : null;
}

function faultOfShare({ from }: Tier, below: readonly Tier[]): TierFaultCode | null {
  if (!(from > 0 && from <= 1)) return 'not a share';
  return below.some((other) => other.from <= from) ? 'not below the one below' : null;
}

function folded(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}
