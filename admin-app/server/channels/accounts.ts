/**
 * Accounts at providers: a shop's own, sealed in the database, else the one that whoever runs this server set up for
 * all shops. What is sealed is JSON that only this file writes and reads.
 */
import type { AudienceAccount } from './audience.ts';
import type { SmsAccount } from './sms.ts';

/** As in server/shopify/seal.ts. */
export interface AccountSeal {
  seal(secret: string, context: string): Buffer;
  open(sealed: Uint8Array, context: string): string;
}

export interface AccountKinds {
  readonly sms: SmsAccount;
  readonly audience: AudienceAccount;
}
export type ProviderKind = keyof AccountKinds;

const contextOf = (shopId: number, provider: ProviderKind) =>
  `provider_accounts ${provider} of shop ${shopId}`;

export function sealAccount<Kind extends ProviderKind>(
  seal: AccountSeal,
  { shopId, provider }: { readonly shopId: number; readonly provider: Kind },
  account: AccountKinds[Kind],
): Buffer {
  return seal.seal(JSON.stringify(account), contextOf(shopId, provider));
}

/** Throws for bytes that another shop's account was sealed into, or that were changed. */
export function openAccount<Kind extends ProviderKind>(
  seal: AccountSeal,
  { shopId, provider }: { readonly shopId: number; readonly provider: Kind },
  sealed: Uint8Array,
): AccountKinds[Kind] {
  // Authenticated bytes under this very context: sealAccount wrote them for this kind.
  return JSON.parse(seal.open(sealed, contextOf(shopId, provider))) as AccountKinds[Kind];
}
