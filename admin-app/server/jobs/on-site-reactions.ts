/**
 * What customers do with the messages that scenarios handed to the shop's pages. Who it was is what Shopify's signature
 * says; that a message was this customer's own is looked up, because its number comes from the visitor.
 */
import type { MessageReaction } from '../../core/scenario/types.ts';
import { HOUR_MS } from '../../core/time.ts';
import type * as Activities from '../database/activities.ts';
import type * as HandedOnSite from '../database/handed-on-site.ts';
import type { OnSiteEvent } from '../database/onsite-events.ts';
import type * as SendPlaces from '../database/send-places.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ScenarioEvents } from './scenario-events.ts';

export interface OnSiteReactionsDeps {
  readonly store: Pick<typeof SendPlaces, 'readReactedSend'> &
    Pick<typeof Activities, 'insertActivities'> &
    Pick<typeof HandedOnSite, 'takeBackOnSite' | 'endOnSite'>;
  readonly events: Pick<ScenarioEvents, 'reacted'>;
}

export type NoteOnSiteReactions = (
  tx: ShopTransaction,
  customerId: number,
  events: readonly OnSiteEvent[],
) => Promise<void>;

/** As long as a visit may last: what was seen stays on its further pages. */
const VISIT_MS = HOUR_MS;
/** Whoever follows a message has seen it. */
const REACTIONS: Readonly<Record<string, readonly MessageReaction[]>> = {
  seen: ['opened'],
  clicked: ['opened', 'clicked'],
};

export function createOnSiteReactions({ store, events }: OnSiteReactionsDeps): NoteOnSiteReactions {
  return async (tx, customerId, reported) => {
    for (const { kind, messageId, at } of reported) {
      const sendId = sendIdOf(messageId);
      const send = sendId === null ? undefined : await store.readReactedSend(tx, sendId);
      if (send?.channel !== 'on-site' || send.customerId !== customerId || send.gone) continue;
      for (const reaction of REACTIONS[kind] ?? []) await note(tx, send, reaction, at);
      if (kind === 'seen') await store.endOnSite(tx, [send.sendId], at + VISIT_MS);
      else await store.takeBackOnSite(tx, [send.sendId]);
    }
  };

  async function note(
    tx: ShopTransaction,
    send: SendPlaces.ReactedSend,
    reaction: MessageReaction,
    at: number,
  ): Promise<void> {
    const { sendId, customerId, scenarioId } = send;
    await store.insertActivities(tx, [
      {
        ...{ customerId, at, scenarioId, sendId },
        channel: 'on-site',
        kind: reaction,
        sourceKey: `send ${sendId} ${reaction}`,
      },
    ]);
    await events.reacted(tx, send, { reaction, at });
  }
}

/** As `send-on-site.ts` calls it; null for a message that belongs to no scenario. */
function sendIdOf(messageId: string | null): number | null {
  const [, digits] = /^send-(\d{1,15})$/.exec(messageId ?? '') ?? [];
  return digits === undefined ? null : Number(digits);
}
