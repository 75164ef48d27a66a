/** Takes in complete records of customers, as bulk files and single questions give them. */
import type { CompleteCustomer } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import {
  AS_COMPLETE,
  consentNewer,
  LOYALTY_NEWER,
  PROFILE_UPDATE,
  STATISTICS_NEWER,
  STILL_THERE,
  takeOver,
} from './customer-precedence.ts';
import { loyaltyFields } from './customer-statistics-writer.ts';
import { applyNewerTagChanges } from './customer-tags-writer.ts';
import { holdShop } from './shops.ts';
import {
  copyInstant,
  copyLine,
  copyText,
  copyTexts,
  oneOfEach,
  type Stage,
  stage,
} from './staging.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

const STAGED_CUSTOMERS: Stage<CompleteCustomer> = {
  table: 'staged_customers',
  columns: `customer_id bigint, first_name text, last_name text, email text, phone text, country text,
            created_at timestamptz, updated_at timestamptz, locale text, tags text[], birthday date,
            email_consent text, email_consent_at timestamptz, sms_consent text, sms_consent_at timestamptz,
            rfm_group text, predicted_spend_tier text, loyalty_edition int, loyalty_type text, loyalty_value text`,
  line: (customer) =>
    copyLine([
      customer.customerId,
      copyText(customer.firstName),
      copyText(customer.lastName),
      copyText(customer.email),
      copyText(customer.phone),
      copyText(customer.country),
      copyInstant(customer.createdAt),
      copyInstant(customer.updatedAt),
      copyText(customer.locale),
      copyTexts(customer.tags),
      customer.birthday,
      customer.emailConsent.state,
      copyInstant(customer.emailConsent.at),
      customer.smsConsent.state,
      copyInstant(customer.smsConsent.at),
      copyText(customer.rfmGroup),
      copyText(customer.predictedSpendTier),
      ...loyaltyFields(customer),
    ]),
};

/** Customers as they were read from Shopify at or after `asOf`. */
export async function writeCustomers(
  tx: ShopTransaction,
  customers: readonly CompleteCustomer[],
  asOf: Instant,
): Promise<void> {
  if (customers.length === 0) return;
  await holdShop(tx);
  await stage(
    tx,
    STAGED_CUSTOMERS,
    oneOfEach(customers, ({ customerId }) => customerId),
  );
  await tx.execute(
    `insert into customers as c
       (shop_id, customer_id, first_name, last_name, email, phone, country, created_at, updated_at, as_of,
        locale, tags, birthday, email_consent, email_consent_at, sms_consent, sms_consent_at, complete_as_of,
        rfm_group, predicted_spend_tier, statistics_as_of, loyalty_edition, loyalty_type, loyalty_value, loyalty_as_of)
     select $1, customer_id, first_name, last_name, email, phone, country, created_at, updated_at, $2,
            locale, tags, birthday, email_consent, email_consent_at, sms_consent, sms_consent_at, updated_at,
            rfm_group, predicted_spend_tier, $2, loyalty_edition, loyalty_type, loyalty_value,
            case when loyalty_edition is not null then $2::timestamptz end
       from staged_customers
     on conflict (shop_id, customer_id) do update
       set ${PROFILE_UPDATE},
           ${takeOver(['locale', 'tags', 'birthday'], AS_COMPLETE)},
           ${takeOver(['email_consent', 'email_consent_at'], consentNewer('email'))},
           ${takeOver(['sms_consent', 'sms_consent_at'], consentNewer('sms'))},
           ${takeOver(['rfm_group', 'predicted_spend_tier', 'statistics_as_of'], STATISTICS_NEWER)},
           ${takeOver(['loyalty_edition', 'loyalty_type', 'loyalty_value', 'loyalty_as_of'], LOYALTY_NEWER)},
           complete_as_of = greatest(c.complete_as_of, excluded.updated_at), incomplete = false
     where ${STILL_THERE}`,
    [tx.shopId, timestampText(asOf)],
  );
  await applyNewerTagChanges(tx, 'customer_id in (select customer_id from staged_customers)', []);
}
