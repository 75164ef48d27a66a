/** How sends end, and all that is written when they do: the send, the enrolment it belongs to, the activity. */
import type { Instant } from '../../core/time.ts';
import type * as Activities from '../database/activities.ts';
import type * as PushSubscriptions from '../database/push-subscriptions.ts';
import type * as SendPlaces from '../database/send-places.ts';
import type * as Sends from '../database/sends.ts';
import type * as Suppressions from '../database/suppressions.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ScenarioEvents, SettledSend } from './scenario-events.ts';

export interface SettleDeps {
  readonly store: Pick<typeof Sends, 'deferSends' | 'finishSends'> &
    Pick<typeof Activities, 'insertActivities'> &
    Pick<typeof Suppressions, 'suppress'> &
    Pick<typeof PushSubscriptions, 'deletePushSubscriptions'>;
  readonly events: Pick<ScenarioEvents, 'sendsSettled' | 'ordersChanged'>;
}

/** What is to be written of one send. */
export interface SendOutcome {
  readonly final?: Sends.FinalSend;
  readonly putOff?: Sends.PutOff;
  readonly settled?: SettledSend;
  readonly activity?: Activities.NewActivity;
  /** The order that made it pointless may not have reached the enrolment yet. */
  readonly orderedCustomerId?: number;
  readonly suppressed?: Suppressions.NewSuppression;
  /** Browsers that can be reached no more. */
  readonly goneBrowsers?: readonly number[];
}

/** Enrolments are locked before sends are written, as everywhere. */
export async function writeOutcomes(
  { store, events }: SettleDeps,
  tx: ShopTransaction,
  outcomes: readonly SendOutcome[],
): Promise<void> {
  await events.sendsSettled(tx, given(outcomes, 'settled'));
  await events.ordersChanged(tx, given(outcomes, 'orderedCustomerId'));
  await store.finishSends(tx, given(outcomes, 'final'));
  await store.deferSends(tx, given(outcomes, 'putOff'));
  await store.insertActivities(tx, given(outcomes, 'activity'));
  for (const suppressed of given(outcomes, 'suppressed')) await store.suppress(tx, suppressed);
  await store.deletePushSubscriptions(tx, given(outcomes, 'goneBrowsers').flat());
}

function given<Part extends keyof SendOutcome>(
  outcomes: readonly SendOutcome[],
  part: Part,
): NonNullable<SendOutcome[Part]>[] {
  const found: NonNullable<SendOutcome[Part]>[] = [];
  for (const outcome of outcomes) {
    const own = outcome[part];
    if (own !== undefined && own !== null) found.push(own);
  }
  return found;
}

export type SendPlace = Pick<
  SendPlaces.SendPlace,
  'sendId' | 'customerId' | 'scenarioId' | 'enrolmentId' | 'blockId' | 'step' | 'channel'
>;

export function sent(
  send: SendPlace,
  at: Instant,
  { subject, providerId }: { readonly subject: string | null; readonly providerId: string | null },
): SendOutcome {
  return {
    final: { ...FINAL, sendId: send.sendId, status: 'sent', sentAt: at, subject, providerId },
    settled: { send, result: 'sent', at },
    ...activityOf(send, 'sent', at, { subject }),
  };
}

/** May have arrived or not, and is never tried again; the customer goes on as if it had. */
export function unknown(
  send: SendPlace,
  at: Instant,
  { reason, subject = null }: { readonly reason: string; readonly subject?: string | null },
): SendOutcome {
  return {
    final: { ...FINAL, sendId: send.sendId, status: 'unknown', reason, subject },
    settled: { send, result: 'unknown', at },
    ...activityOf(send, 'perhaps sent', at, { reason }),
  };
}

/** It will not go, and the customer leaves. */
export function givenUp(
  send: SendPlace,
  status: 'blocked' | 'outranked' | 'failed',
  at: Instant,
  reason: string,
): SendOutcome {
  return {
    final: { ...FINAL, sendId: send.sendId, status, reason },
    settled: { send, result: status, at },
    ...activityOf(send, 'not sent', at, { reason }),
  };
}

/** The customer left the scenario before it went. */
export function left(send: SendPlace, { ordered }: { readonly ordered: boolean }): SendOutcome {
  const reason = ordered ? 'ordered meanwhile' : 'left the scenario';
  return {
    final: { ...FINAL, sendId: send.sendId, status: 'cancelled', reason },
    ...(ordered ? { orderedCustomerId: send.customerId } : {}),
  };
}

export function putOff(
  send: SendPlace,
  until: Instant,
  reason: string,
  heldBy: string | null = null,
): SendOutcome {
  return { putOff: { sendId: send.sendId, until, reason, heldBy } };
}

const FINAL = { sentAt: null, subject: null, reason: null, providerId: null } as const;

/**
 * Of the shop's pages none: an activity there tells of a visit, and what only waits for one has reached nobody yet.
 */
function activityOf(
  { sendId, customerId, scenarioId, channel }: SendPlace,
  kind: 'sent' | 'perhaps sent' | 'not sent',
  at: Instant,
  details: Readonly<Record<string, unknown>>,
): Pick<SendOutcome, 'activity'> {
  if (channel === 'on-site') return {};
  const sourceKey = `send ${sendId} ${kind}`;
  return {
    activity: { customerId, at, channel, kind, scenarioId, sendId, details, sourceKey },
  };
}
