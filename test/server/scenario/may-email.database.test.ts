import { describe, expect, it } from 'vitest';
import {
  addressHash,
  JOIN_SUPPRESSION,
  MAY_EMAIL,
} from '../../../admin-app/server/database/suppressions.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { CONSENTING, EMAIL_CASES } from '../../core/consent/email-cases.ts';
import { insertShop } from '../../support/shop-rows.ts';
import { shareDatabase } from './world.ts';

const database = shareDatabase();
const text = (instant: number | null) =>
  instant === null ? null : new Date(instant).toISOString();

describe('the rule of who may be e-mailed, as SQL', () => {
  it.each(EMAIL_CASES)('$what → $refusal', async ({ what, customer, suppression, refusal }) => {
    const shopId = await insertShop(database(), `${what}.example`);
    const { email, emailConsent, emailConsentAt, gone } = { ...CONSENTING, ...customer };
    const allowed = await withShop(database(), shopId, async (tx) => {
      await tx.execute(
        `insert into customers (shop_id, customer_id, email, email_consent, email_consent_at, created_at, updated_at,
                                deleted_at)
         values ($1, 1, $2, $3, $4, now(), now(), $5)`,
        [shopId, email, emailConsent, text(emailConsentAt), gone ? text(0) : null],
      );
      if (suppression) {
        await tx.execute(
          `insert into suppressions (shop_id, channel, address_hash, reason, at)
           values ($1, 'email', ${addressHash('$2')}, $3, $4)`,
          [shopId, CONSENTING.email?.toUpperCase(), suppression.reason, text(suppression.at)],
        );
      }
      return await tx.one<{ allowed: boolean }>(
        `select ${MAY_EMAIL} as allowed from customers c ${JOIN_SUPPRESSION}`,
      );
    });

    expect(allowed).toEqual({ allowed: refusal === null });
  });
});
