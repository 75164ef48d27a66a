/**
 * Takes in what Shopify says of customers, so that the same words heard twice, late or in another order leave the same
 * rows. Each kind of word has its own time: the profile goes by (updated_at, as_of), consents by when they were given,
 * each tag by when it was added or removed. Deletion and redaction are final.
 */
import type {
  CompleteCustomer,
  CustomerProfile,
  CustomerStatistics,
  DatedConsent,
  EmailConsent,
  SmsConsent,
} from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import { holdShop } from './shops.ts';
import { copyInstant, copyLine, copyText, copyTexts, type Stage, stage } from './staging.ts';
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

const STAGED_STATISTICS: Stage<CustomerStatistics> = {
  table: 'staged_customer_statistics',
  columns: `customer_id bigint, rfm_group text, predicted_spend_tier text,
            loyalty_edition int, loyalty_type text, loyalty_value text`,
  line: (statistics) =>
    copyLine([
      statistics.customerId,
      copyText(statistics.rfmGroup),
      copyText(statistics.predictedSpendTier),
      ...loyaltyFields(statistics),
    ]),
};

function loyaltyFields({ loyalty }: Pick<CompleteCustomer, 'loyalty'>) {
  return [
    loyalty?.edition ?? null,
    copyText(loyalty?.type ?? null),
    copyText(loyalty?.value ?? null),
  ];
}

const NEWER = '(excluded.updated_at, excluded.as_of) > (c.updated_at, c.as_of)';
const AS_COMPLETE = 'excluded.updated_at >= coalesce(c.complete_as_of, excluded.updated_at)';
const STATISTICS_NEWER = `excluded.statistics_as_of > coalesce(c.statistics_as_of, '-infinity')`;
/** What was asked for an earlier metafield, or earlier for the same, gives way. */
const LOYALTY_NEWER = `(excluded.loyalty_edition is not null
  and (excluded.loyalty_edition, excluded.loyalty_as_of)
      > (coalesce(c.loyalty_edition, 0), coalesce(c.loyalty_as_of, '-infinity')))`;
/** Words about what is gone for good change nothing. */
const STILL_THERE = 'c.deleted_at is null and c.redacted_at is null';

/**
 * Of two consents of the same second the one that is not a yes counts. Where Shopify never noted a time, the newest
 * complete record decides.
 */
function consentNewer(channel: 'email' | 'sms'): string {
  const rank = (row: string) =>
    `(coalesce(${row}.${channel}_consent_at, '-infinity'), ${row}.${channel}_consent <> 'subscribed')`;
  const neverNoted = `coalesce(excluded.${channel}_consent_at, c.${channel}_consent_at) is null`;
  return `(${rank('excluded')} > ${rank('c')} or (${neverNoted} and ${AS_COMPLETE}))`;
}

/** `column = the incoming value when …, else the stored one`, for each column. */
function takeOver(columns: readonly string[], when: string): string {
  return columns
    .map((column) => `${column} = case when ${when} then excluded.${column} else c.${column} end`)
    .join(', ');
}

const PROFILE_UPDATE = takeOver(
  ['first_name', 'last_name', 'email', 'phone', 'country', 'created_at', 'updated_at', 'as_of'],
  NEWER,
);

/** Complete records, as bulk files and single questions give them, read from Shopify at or after `asOf`. */
export async function writeCustomers(
  tx: ShopTransaction,
  customers: readonly CompleteCustomer[],
  asOf: Instant,
): Promise<void> {
  if (customers.length === 0) return;
  await holdShop(tx);
  await stage(tx, STAGED_CUSTOMERS, newestOfEach(customers));
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

/**
 * Everybody's statistics, read from Shopify at or after `asOf`; of customers who are known. Who has the same ones still
 * is left as they were, time included: most have, and a row written for nothing costs as much as any.
 */
export async function writeCustomerStatistics(
  tx: ShopTransaction,
  statistics: readonly CustomerStatistics[],
  asOf: Instant,
): Promise<void> {
  if (statistics.length === 0) return;
  await stage(tx, STAGED_STATISTICS, statistics);
  await tx.execute(
    `update customers c
        set rfm_group = s.rfm_group, predicted_spend_tier = s.predicted_spend_tier, statistics_as_of = $2
       from staged_customer_statistics s
      where c.shop_id = $1 and c.customer_id = s.customer_id and ${STILL_THERE}
        and $2::timestamptz > coalesce(c.statistics_as_of, '-infinity')
        and (c.rfm_group, c.predicted_spend_tier) is distinct from (s.rfm_group, s.predicted_spend_tier)`,
    [tx.shopId, timestampText(asOf)],
  );
  if (statistics.some(({ loyalty }) => loyalty !== null)) await writeStagedLoyalty(tx, asOf);
}

/** Nothing is written of those who have no metafield and had none: that is most, where few are in a programme. */
async function writeStagedLoyalty(tx: ShopTransaction, asOf: Instant): Promise<void> {
  await tx.execute(
    `update customers c
        set loyalty_edition = s.loyalty_edition, loyalty_type = s.loyalty_type, loyalty_value = s.loyalty_value,
            loyalty_as_of = $2
       from staged_customer_statistics s
      where c.shop_id = $1 and c.customer_id = s.customer_id and ${STILL_THERE} and s.loyalty_edition is not null
        and (s.loyalty_edition, $2::timestamptz) > (coalesce(c.loyalty_edition, 0), coalesce(c.loyalty_as_of, '-infinity'))
        and (s.loyalty_type, s.loyalty_value) is distinct from
            (case when c.loyalty_edition = s.loyalty_edition then c.loyalty_type end,
             case when c.loyalty_edition = s.loyalty_edition then c.loyalty_value end)`,
    [tx.shopId, timestampText(asOf)],
  );
}

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

/**
 * Makes sure that there is a row for each of these numbers, so that what belongs to them has a place. A row entered
 * here knows nothing and gives way to any other word; nobody can be mailed because of it.
 */
export async function enterUnknownCustomers(
  tx: ShopTransaction,
  customerIds: readonly number[],
  since: Instant,
): Promise<void> {
  await tx.execute(
    `insert into customers as c (shop_id, customer_id, created_at, updated_at, incomplete)
     select $1, customer_id, $3, to_timestamp(0), true from unnest($2::bigint[]) as customer_id
     on conflict (shop_id, customer_id) do update set created_at = excluded.created_at
     where ${STILL_THERE} and c.updated_at = to_timestamp(0) and excluded.created_at < c.created_at`,
    [tx.shopId, customerIds, timestampText(since)],
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

/** Tags that staff or apps added to a customer or took away. */
export async function writeTagChange(
  tx: ShopTransaction,
  change: {
    readonly customerId: number;
    readonly tags: readonly string[];
    readonly present: boolean;
    readonly at: Instant;
  },
): Promise<void> {
  await enterUnknownCustomers(tx, [change.customerId], change.at);
  // Of two changes at the same moment the removal counts, whichever comes first.
  await tx.execute(
    `insert into customer_tag_changes as t (shop_id, customer_id, tag, present, at)
     select $1, $2, tag, $4, $5 from (select distinct unnest($3::text[]) as tag) tags
      where exists (select from customers c where c.shop_id = $1 and c.customer_id = $2 and ${STILL_THERE})
     on conflict (shop_id, customer_id, tag) do update set present = excluded.present, at = excluded.at
     where (excluded.at, not excluded.present) > (t.at, not t.present)`,
    [
      tx.shopId,
      change.customerId,
      change.tags.map((tag) => storable(tag)),
      change.present,
      timestampText(change.at),
    ],
  );
  await applyNewerTagChanges(tx, 'customer_id = $2', [change.customerId]);
}

/** Tags = those of the newest complete record, plus and minus what changed after it. */
async function applyNewerTagChanges(
  tx: ShopTransaction,
  which: string,
  values: readonly unknown[],
): Promise<void> {
  await tx.execute(
    `with changes as (
       select customer_id, array_agg(tag) filter (where present) as added,
              array_agg(tag) filter (where not present) as removed
         from customer_tag_changes t join customers c using (shop_id, customer_id)
        where t.shop_id = $1 and ${which} and t.at > coalesce(c.complete_as_of, '-infinity')
        group by customer_id)
     update customers c
        set tags = array(
              select tag from unnest(c.tags || changes.added) as tag
               where tag <> all (coalesce(changes.removed, '{}')) group by tag order by tag collate "C")
       from changes
      where c.shop_id = $1 and c.customer_id = changes.customer_id and ${STILL_THERE}`,
    [tx.shopId, ...values],
  );
}

/** A customer whom Shopify deleted: nothing personal stays, and no late word brings it back. */
export async function deleteCustomer(
  tx: ShopTransaction,
  customerId: number,
  at: Instant,
): Promise<void> {
  await enterUnknownCustomers(tx, [customerId], at);
  await tx.execute(
    `update customers
        set ${NOTHING_PERSONAL},
            email_consent = case when redacted_at is null then 'not_subscribed' else 'redacted' end,
            sms_consent = case when redacted_at is null then 'not_subscribed' else 'redacted' end,
            created_at = least(deleted_at, redacted_at, $3), deleted_at = least(deleted_at, $3),
            updated_at = to_timestamp(0), as_of = '-infinity', complete_as_of = null, incomplete = false
      where shop_id = $1 and customer_id = $2`,
    [tx.shopId, customerId, timestampText(at)],
  );
  await tx.execute('delete from customer_tag_changes where shop_id = $1 and customer_id = $2', [
    tx.shopId,
    customerId,
  ]);
}

/**
 * Shopify made one customer of two: orders and history go to the one kept, and so will everything that still comes
 * under the other's number. Returns the number under which both are now found.
 */
export async function mergeCustomers(
  tx: ShopTransaction,
  merge: { readonly keptId: number; readonly deletedId: number; readonly at: Instant },
): Promise<number> {
  const { keptId, deletedId, at } = merge;
  await enterUnknownCustomers(tx, [keptId], at);
  await deleteCustomer(tx, deletedId, at);
  // The one kept may have been merged away itself by a later merge that was heard first.
  const { final_id: finalId } = await tx.one<{ final_id: number }>(
    `select coalesce(merged_into, customer_id) as final_id from customers
      where shop_id = $1 and customer_id = $2`,
    [tx.shopId, keptId],
  );
  await tx.execute(
    `update customers set merged_into = $3
      where shop_id = $1 and (customer_id = $2 or merged_into = $2) and customer_id <> $3`,
    [tx.shopId, deletedId, finalId],
  );
  // What both had (tags, a birthday) is in the one kept now; no webhook says so.
  await tx.execute(
    `update customers c set incomplete = true where shop_id = $1 and customer_id = $2 and ${STILL_THERE}`,
    [tx.shopId, finalId],
  );
  for (const table of ['orders', 'activities']) {
    await tx.execute(
      `update ${table} set customer_id = $3 where shop_id = $1 and customer_id = $2`,
      [tx.shopId, deletedId, finalId],
    );
  }
  return finalId;
}

/** The next customers whom only webhooks have told of, by number. */
export async function readIncompleteCustomers(
  tx: ShopTransaction,
  limit: number,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    'select customer_id from customers where shop_id = $1 and incomplete order by customer_id limit $2',
    [tx.shopId, limit],
  );
  return rows.map((row) => row.customer_id);
}

/** Shopify has no more to say of this customer. */
export async function leaveIncomplete(tx: ShopTransaction, customerId: number): Promise<void> {
  await tx.execute(
    'update customers set incomplete = false where shop_id = $1 and customer_id = $2',
    [tx.shopId, customerId],
  );
}

/** Every column that says something about a person, except the consents. */
export const NOTHING_PERSONAL = `first_name = null, last_name = null, email = null, phone = null, locale = null,
  country = null, tags = '{}', birthday = null, email_consent_at = null, sms_consent_at = null, rfm_group = null,
  predicted_spend_tier = null, loyalty_type = null, loyalty_value = null`;

/** Within one batch a customer may stand twice; one statement must not touch a row twice. */
function newestOfEach(customers: readonly CompleteCustomer[]): readonly CompleteCustomer[] {
  const byId = new Map<number, CompleteCustomer>();
  for (const customer of customers) {
    const other = byId.get(customer.customerId);
    if (!other || other.updatedAt <= customer.updatedAt) byId.set(customer.customerId, customer);
  }
  return byId.size === customers.length ? customers : [...byId.values()];
}

/** Postgres cannot store the character NUL. */
function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '');
}
