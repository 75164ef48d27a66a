/**
 * Tells social networks who is in their audiences, as hashes, as many in a request as fit. Being told twice changes
 * nothing at the other side: a process killed anywhere leaves members pending, and the next one tells of them again.
 */

import { normaliseEmail, normalisePhone } from '../../core/consent/audience-keys.ts';
import { NO_AUDIENCE_ACCOUNT } from '../../core/scenario/channel-problems.ts';
import type { Instant } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { AudienceAccount, AudienceChannel, AudienceKeys } from '../channels/audience.ts';
import type { Clock } from '../clock.ts';
import type * as AudienceSyncs from '../database/audience-syncs.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface SyncAudiencesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<
    typeof AudienceSyncs,
    | 'readAudiencesToSync'
    | 'readPendingMembers'
    | 'markTold'
    | 'markUntellable'
    | 'forgetMembers'
    | 'beginSync'
    | 'endSync'
  >;
  readonly channel: Pick<AudienceChannel, 'send'>;
  /** The shop's own account, else the server's; null without any. */
  readonly accountOf: (tx: ShopTransaction) => Promise<AudienceAccount | null>;
  readonly hashKey: (normalised: string) => string;
  readonly enqueue: Enqueue;
  /** Of one request. */
  readonly batchSize: number;
}

/** Where the network does not say when it opens again. */
const TRY_AGAIN_MS = 5 * 60_000;

/** Brings every audience of the shop up to date, as far as its network lets us. */
export function createSyncAudiences(deps: SyncAudiencesDeps) {
  const { clock, inShop, store } = deps;
  return async (shopId: number): Promise<void> => {
    const audiences = await inShop(shopId, store.readAudiencesToSync);
    if (audiences.length === 0) return;
    const account = await inShop(shopId, deps.accountOf);
    for (const audience of audiences) {
      const { audienceId } = audience;
      const syncId = await inShop(shopId, (tx) => store.beginSync(tx, audienceId, clock.now()));
      const sync = new AudienceSync(deps, shopId, audience, syncId);
      const error = account === null ? NO_AUDIENCE_ACCOUNT : await sync.run(account);
      await inShop(shopId, (tx) =>
        store.endSync(tx, { audienceId, syncId }, { ...sync.counts, error, at: clock.now() }),
      );
    }
  };
}

/** One audience, once. */
class AudienceSync {
  readonly #deps: SyncAudiencesDeps;
  readonly #shopId: number;
  readonly #audience: AudienceSyncs.AudienceToSync;
  readonly #syncId: number;
  counts = { added: 0, removed: 0, unreadable: 0, withoutKey: 0 };

  constructor(
    deps: SyncAudiencesDeps,
    shopId: number,
    audience: AudienceSyncs.AudienceToSync,
    syncId: number,
  ) {
    this.#deps = deps;
    this.#shopId = shopId;
    this.#audience = audience;
    this.#syncId = syncId;
  }

  /** Why it ended early, in words; null when everybody has been told of. */
  async run(account: AudienceAccount): Promise<string | null> {
    // Whoever is to leave goes first: a sync that breaks off has at least told less of people, not more.
    return (
      (await this.#tellAll(account, 'remove', batchOfLeavers)) ??
      (await this.#tellAll(account, 'add', batchOfJoiners))
    );
  }

  async #tellAll(
    account: AudienceAccount,
    action: 'add' | 'remove',
    makeBatch: typeof batchOfLeavers,
  ): Promise<string | null> {
    const { channel, batchSize, enqueue, hashKey } = this.#deps;
    for (let number = 1; ; number += 1) {
      const members = await this.#readPending(action === 'add', batchSize + 1);
      if (members.length === 0) return null;
      const batch = makeBatch(members.slice(0, batchSize), hashKey);
      if (batch.users.length > 0) {
        const answer = await channel.send({
          account,
          externalId: this.#audience.externalId,
          action,
          users: batch.users,
          // Leaving and joining are two sessions of the network.
          session: {
            id: this.#syncId * 2 + (action === 'add' ? 1 : 0),
            batch: number,
            last: members.length <= batchSize,
          },
        });
        if (answer.kind === 'refused') {
          const { reason, permanent, retryAfterMs } = answer;
          // Before the error is written: whoever dies in between tries again all the same.
          const delayMs = retryAfterMs ?? TRY_AGAIN_MS;
          if (!permanent) {
            await enqueue('sync audiences', { shopId: this.#shopId }, { delayMs });
          }
          return reason;
        }
        this.counts.unreadable += answer.unreadable;
      }
      await this.#write(action, batch, this.#deps.clock.now());
    }
  }

  #readPending(wanted: boolean, limit: number) {
    const { inShop, store } = this.#deps;
    const { audienceId } = this.#audience;
    return inShop(this.#shopId, (tx) =>
      store.readPendingMembers(tx, { audienceId, wanted, limit }),
    );
  }

  async #write(action: 'add' | 'remove', batch: Batch, at: Instant): Promise<void> {
    const { inShop, store } = this.#deps;
    const { audienceId } = this.#audience;
    await inShop(this.#shopId, async (tx) => {
      if (action === 'add') await store.markTold(tx, audienceId, batch.told, at);
      else await store.forgetMembers(tx, audienceId, [...batch.told, ...batch.untellable]);
      if (action === 'add') {
        await store.markUntellable(
          tx,
          audienceId,
          batch.untellable,
          'no address, number or consent',
        );
      }
    });
    if (action === 'add') {
      this.counts.added += batch.told.length;
      this.counts.withoutKey += batch.untellable.length;
    } else this.counts.removed += batch.told.length;
  }
}

interface Batch {
  readonly users: readonly AudienceKeys[];
  readonly told: readonly AudienceSyncs.ToldMember[];
  readonly untellable: readonly AudienceSyncs.ToldMember[];
}

function batchOfJoiners(
  members: readonly AudienceSyncs.PendingMember[],
  hashKey: (normalised: string) => string,
): Batch {
  return batchOf(members, ({ email, phone, reachable }) => ({
    email: reachable ? hashKey(normaliseEmail(email)) : '',
    phone: reachable ? hashKey(normalisePhone(phone)) : '',
  }));
}

/**
 * Under the hashes that were told, whatever address they have now. Without any they were never told of, or the process
 * that told was killed before it could write that down: what they would be told under goes.
 */
function batchOfLeavers(
  members: readonly AudienceSyncs.PendingMember[],
  hashKey: (normalised: string) => string,
): Batch {
  return batchOf(members, ({ email, phone, emailHash, phoneHash }) =>
    emailHash === null && phoneHash === null
      ? { email: hashKey(normaliseEmail(email)), phone: hashKey(normalisePhone(phone)) }
      : { email: hexOf(emailHash), phone: hexOf(phoneHash) },
  );
}

function batchOf(
  members: readonly AudienceSyncs.PendingMember[],
  keysOf: (member: AudienceSyncs.PendingMember) => AudienceKeys,
): Batch {
  const users: AudienceKeys[] = [];
  const told: AudienceSyncs.ToldMember[] = [];
  const untellable: AudienceSyncs.ToldMember[] = [];
  for (const member of members) {
    const { customerId, changedAt } = member;
    const keys = keysOf(member);
    const { email, phone } = keys;
    const row = { customerId, changedAt, emailHash: bytesOf(email), phoneHash: bytesOf(phone) };
    if (email === '' && phone === '') untellable.push(row);
    else {
      users.push(keys);
      told.push(row);
    }
  }
  return { users, told, untellable };
}

function hexOf(bytes: Uint8Array | null): string {
  return bytes === null ? '' : Buffer.from(bytes).toString('hex');
}

function bytesOf(hex: string): Uint8Array | null {
  return hex === '' ? null : Buffer.from(hex, 'hex');
}
