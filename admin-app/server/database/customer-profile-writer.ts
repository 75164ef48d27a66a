/** Takes in what webhooks say of a customer: profile and consents. */
import type {
  CustomerProfile,
  DatedConsent,
  EmailConsent,
  SmsConsent,
} from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import { NEWER, PROFILE_UPDATE, STILL_THERE } from './customer-precedence.ts';
import { enterUnknownCustomers } from './incomplete-customers.ts';
import { storable } from './staging.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/**
 * A profile, as webhooks carry it. Unknown customers are entered. What it does not carry (birthday, language) may have
 * changed with it, so the whole customer is asked for.
 */
export async function writeCustomerProfile(
  tx: ShopTransaction,
  profile: CustomerProfile,
  asOf: Instant,
): Promise<void> {
  await tx.execute(
    `insert into customers as c
       (shop_id, customer_id, first_name, last_name, email, phone, country, created_at, updated_at, as_of, incomplete)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true)
     on conflict (shop_id, customer_id) do update set ${PROFILE_UPDATE}, incomplete = true
     where ${STILL_THERE} and ${NEWER}`,
    [
      tx.shopId,
      profile.customerId,
      storable(profile.firstName),
      storable(profile.lastName),
      storable(profile.email),
      storable(profile.phone),
      storable(profile.country),
      timestampText(profile.createdAt),
      timestampText(profile.updatedAt),
      timestampText(asOf),
    ],
  );
}

export async function writeEmailConsent(
  tx: ShopTransaction,
  customerId: number,
  consent: DatedConsent<EmailConsent>,
): Promise<void> {
  await writeConsent(tx, 'email', customerId, consent);
}

export async function writeSmsConsent(
  tx: ShopTransaction,
  customerId: number,
  consent: DatedConsent<SmsConsent>,
): Promise<void> {
  await writeConsent(tx, 'sms', customerId, consent);
}

async function writeConsent(
  tx: ShopTransaction,
  channel: 'email' | 'sms',
  customerId: number,
  { state, at }: DatedConsent<string>,
): Promise<void> {
  await enterUnknownCustomers(tx, [customerId], at);
  await tx.execute(
    `update customers c set ${channel}_consent = $3, ${channel}_consent_at = $4
      where shop_id = $1 and customer_id = $2 and ${STILL_THERE}
        and ($4::timestamptz, $3 <> 'subscribed')
            > (coalesce(${channel}_consent_at, '-infinity'), ${channel}_consent <> 'subscribed')`,
    [tx.shopId, customerId, state, timestampText(at)],
  );
}
