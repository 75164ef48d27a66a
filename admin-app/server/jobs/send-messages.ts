/**
 * Sends what is due: decides and claims in one transaction, delivers outside any, settles in another. A process that
 * dies in between leaves sends in `sending`; the next one to look finds that their worker is dead and settles them as
 * unknown, because nobody can tell any more whether the provider took them. Each channel is sent by itself, so that a
 * slow one holds up no other.
 */
import type { Channel } from '../../core/scenario/types.ts';
import type * as SendsInFlight from '../database/sends-in-flight.ts';
import type * as WorkerLeases from '../database/worker-lease.ts';
import { type Claim, type ClaimDeps, createClaimSends } from './send-messages-claim.ts';
import { type DeliverDeps, deliverMessages } from './send-messages-deliver.ts';
import { putOff, type SendOutcome, unknown, writeOutcomes } from './send-messages-settle.ts';

export interface SendMessagesDeps extends ClaimDeps, DeliverDeps {
  readonly store: ClaimDeps['store'] &
    DeliverDeps['store'] &
    Pick<typeof SendsInFlight, 'readWorkersInFlight' | 'readSendsInFlight'> &
    Pick<typeof WorkerLeases, 'isWorkerDead'>;
  /** This process's sign of life. */
  readonly lease: WorkerLeases.WorkerLease;
}

/** A batch of sends on its way. */
export interface Sending {
  /** Customers decided about; 0 when nothing is due. */
  readonly customers: number;
  /** Resolves when every message has been delivered and its end written, which takes as long as the provider takes. */
  readonly settled: Promise<void>;
}

/**
 * Claims the next batch of a shop's due sends over one channel and begins to deliver it. While one of a shop is under
 * way, another takes nothing. Null when every connection to the provider is taken: ask again when a batch has settled.
 * With `sharing`, other shops may have messages too, and each leaves half of the free connections to them.
 */
export type SendMessages = (
  shopId: number,
  options: { readonly sharing: boolean },
) => Promise<Sending | null>;

/** Sends that nobody delivers any more are looked for when nothing else is to be done, and now and then. */
const LOOK_EVERY = 50;
/** Customers looked at in one transaction while nothing can be sent to anybody. */
const TO_PUT_OFF = 500;
const NOTHING: Sending = { customers: 0, settled: Promise.resolve() };

export function createSendMessages(deps: SendMessagesDeps, channel: Channel): SendMessages {
  const { inShop, lease } = deps;
  const claimSends = createClaimSends(deps);
  const { problem, connections } = deps.couriers[channel];
  // What is claimed is handed over at once, all of it: a process that dies leaves no more in doubt than it had to.
  const most = problem === null ? connections : TO_PUT_OFF;
  let calls = 0;
  /** Of shops whose messages are under way: how many connections they have. */
  const underWay = new Map<number, number>();
  /** Endings that the database could not take when they were known, by shop. */
  const unwritten = new Map<number, SendOutcome[]>();

  function countFree(): number {
    return [...underWay.values()].reduce((free, taken) => free - taken, most);
  }

  async function write(shopId: number, outcomes: readonly SendOutcome[]): Promise<void> {
    const kept = [...(unwritten.get(shopId) ?? []), ...outcomes];
    unwritten.set(shopId, kept);
    await inShop(shopId, (tx) => writeOutcomes(deps, tx, kept));
    unwritten.delete(shopId);
  }

  async function claimNext(shopId: number, limit: number): Promise<Claim> {
    await lease.hold();
    if (unwritten.has(shopId)) await write(shopId, []);
    const { worker } = lease;
    return await inShop(shopId, (tx) => claimSends(tx, { channel, worker, limit }));
  }

  async function settle(shopId: number, claim: Claim): Promise<void> {
    const { customers, messages, courier } = claim;
    if (courier !== null && messages.length > 0) {
      await write(shopId, await deliverMessages(deps, shopId, courier, messages));
    }
    calls += 1;
    if (customers === 0 || calls % LOOK_EVERY === 0) await settleAbandoned(deps, shopId, channel);
  }

  return async (shopId, { sharing }) => {
    if (underWay.has(shopId)) return NOTHING;
    const free = countFree();
    if (free === 0) return null;
    const limit = sharing ? Math.ceil(free / 2) : free;
    underWay.set(shopId, limit);
    try {
      const claim = await claimNext(shopId, limit);
      underWay.set(shopId, claim.messages.length);
      const settled = settle(shopId, claim).finally(() => underWay.delete(shopId));
      if (claim.messages.length === 0) await settled;
      return { customers: claim.customers, settled };
    } catch (error) {
      underWay.delete(shopId);
      throw error;
    }
  };
}

const ABANDONED = 'The process that was sending it ended before the provider had answered';

/** Sends in flight that nobody is delivering. */
async function settleAbandoned(
  deps: SendMessagesDeps,
  shopId: number,
  channel: Channel,
): Promise<void> {
  const { inShop, store, lease, clock } = deps;
  const workers = await inShop(shopId, (tx) => store.readWorkersInFlight(tx, channel));
  for (const worker of workers) {
    await inShop(shopId, async (tx) => {
      const own = worker === lease.worker;
      if (!own && !(await store.isWorkerDead(tx, worker))) return;
      const now = clock.now();
      const abandoned = await store.readSendsInFlight(tx, worker, channel);
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
