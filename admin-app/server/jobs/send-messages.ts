/**
 * Sends what is due: decides and claims in one transaction, delivers outside any, settles in another. A process that
 * dies in between leaves sends in `sending`; the next one to look finds that their worker is dead and settles them as
 * unknown, because nobody can tell any more whether the mail server took them.
 */

import type * as Sends from '../database/sends.ts';
import type * as WorkerLeases from '../database/worker-lease.ts';
import { type ClaimDeps, claimSends } from './send-messages-claim.ts';
import { type DeliverDeps, deliverMails } from './send-messages-deliver.ts';
import { putOff, type SendOutcome, unknown, writeOutcomes } from './send-messages-settle.ts';

export interface SendMessagesDeps extends ClaimDeps, DeliverDeps {
  readonly store: ClaimDeps['store'] &
    DeliverDeps['store'] &
    Pick<typeof Sends, 'readWorkersInFlight' | 'readSendsInFlight'> &
    Pick<typeof WorkerLeases, 'isWorkerDead'>;
  /** This process's sign of life. */
  readonly lease: WorkerLeases.WorkerLease;
}

/**
 * Takes the next batch of due sends of a shop, delivers and settles it; returns how many customers it dealt with. A
 * second call for the same shop while one is under way takes nothing.
 */
export type SendMessages = (shopId: number) => Promise<number>;

/** Sends that nobody delivers any more are looked for when nothing else is to be done, and now and then. */
const LOOK_EVERY = 50;
/** Customers looked at in one transaction while nothing can be sent to anybody. */
const TO_PUT_OFF = 500;

export function createSendMessages(deps: SendMessagesDeps): SendMessages {
  const { inShop, lease } = deps;
  // What is claimed is handed over at once, all of it: a process that dies leaves no more in doubt than it had to.
  const limit = deps.channelProblem === null ? deps.channel.connections : TO_PUT_OFF;
  let calls = 0;
  const underWay = new Set<number>();
  /** Endings that the database could not take when they were known, by shop. */
  const unwritten = new Map<number, SendOutcome[]>();

  async function write(shopId: number, outcomes: readonly SendOutcome[]): Promise<void> {
    const kept = [...(unwritten.get(shopId) ?? []), ...outcomes];
    unwritten.set(shopId, kept);
    await inShop(shopId, (tx) => writeOutcomes(deps, tx, kept));
    unwritten.delete(shopId);
  }

  async function sendNext(shopId: number): Promise<number> {
    await lease.hold();
    if (unwritten.has(shopId)) await write(shopId, []);
    const claim = await inShop(shopId, (tx) =>
      claimSends(deps, tx, { worker: lease.worker, limit }),
    );
    if (claim.mails.length > 0) await write(shopId, await deliverMails(deps, shopId, claim.mails));
    calls += 1;
    if (claim.customers === 0 || calls % LOOK_EVERY === 0) await settleAbandoned(deps, shopId);
    return claim.customers;
  }

  return async (shopId) => {
    if (underWay.has(shopId)) return 0;
    underWay.add(shopId);
    try {
      return await sendNext(shopId);
    } finally {
      underWay.delete(shopId);
    }
  };
}

const ABANDONED = 'The process that was sending it ended before the mail server had answered';

/** Sends in flight that nobody is delivering. */
async function settleAbandoned(deps: SendMessagesDeps, shopId: number): Promise<void> {
  const { inShop, store, lease, clock } = deps;
  for (const worker of await inShop(shopId, store.readWorkersInFlight)) {
    await inShop(shopId, async (tx) => {
      const own = worker === lease.worker;
      if (!own && !(await store.isWorkerDead(tx, worker))) return;
      const now = clock.now();
      const abandoned = await store.readSendsInFlight(tx, worker);
      const outcomes = abandoned.map((send) =>
        // Of our own, every delivery that was begun has been written: the database failed before this one began.
        own
          ? putOff(send, now, 'the database was away')
          : unknown(send, now, { reason: ABANDONED }),
      );
      await writeOutcomes(deps, tx, outcomes);
    });
  }
}
