/**
 * What comes back of a message. Each reaction is written down once, however often it is reported; those of machines are
 * kept apart and move nobody.
 */
import { createHash } from 'node:crypto';
import { machineReason, type Visit } from '../../core/message/machine.ts';
import type { Language } from '../../core/message/types.ts';
import type { MessageReaction } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Activities from '../database/activities.ts';
import type * as Recipients from '../database/recipients.ts';
import type * as SendPlaces from '../database/send-places.ts';
import type * as Suppressions from '../database/suppressions.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { ScenarioEvents } from './scenario-events.ts';
import type { ScenarioSteps } from './scenario-steps.ts';

export interface ReactionsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<typeof SendPlaces, 'readReactedSend'> &
    Pick<typeof Recipients, 'readShopFront'> &
    Pick<typeof Activities, 'insertActivities' | 'addActivityDetails'> &
    Pick<typeof Suppressions, 'suppress' | 'withdrawConsent'>;
  readonly steps: Pick<ScenarioSteps, 'definitionOf'>;
  readonly events: Pick<ScenarioEvents, 'reacted' | 'customersGone'>;
}

/** Who asks, as far as the request tells. */
export type Visitor = Pick<Visit, 'method' | 'userAgent' | 'purpose'>;

export interface MailPlace {
  readonly shopId: number;
  readonly sendId: number;
}

/** What a page to the customer is made of; null when the mail is not known (any more). */
export interface MailView {
  readonly language: Language | null;
  readonly shop: Recipients.ShopFront;
  /** The words of the answer that was asked about. */
  readonly answerLabel: string | null;
}

export interface Reactions {
  /** Looks without writing anything down. */
  view(place: MailPlace, answerId?: string): Promise<MailView | null>;
  opened(place: MailPlace, visitor: Visitor): Promise<void>;
  clicked(place: MailPlace, url: string, visitor: Visitor): Promise<void>;
  answered(place: MailPlace, answerId: string, visitor: Visitor): Promise<void>;
  /** What the customer wrote beside the answer; written again, it takes the place of what was there. */
  commented(place: MailPlace, comment: string): Promise<void>;
  /** Not asked whether a machine did it: mail programs unsubscribe on people's behalf (RFC 8058). */
  unsubscribed(place: MailPlace): Promise<void>;
}

interface Happening {
  readonly reaction: MessageReaction;
  /** Tells this one from others of its kind. */
  readonly key: string;
  readonly details: Readonly<Record<string, string>>;
}

export function createReactions(deps: ReactionsDeps): Reactions {
  const { clock, inShop, store, events } = deps;

  async function record(
    tx: ShopTransaction,
    send: SendPlaces.ReactedSend,
    happening: Happening,
    visitor: Visitor,
  ): Promise<void> {
    const at = clock.now();
    const machine = machineReason({ ...visitor, at, sentAt: send.sentAt });
    await store.insertActivities(
      tx,
      machine === null ? byPerson(send, happening, at) : [byMachine(send, happening, at, machine)],
    );
    if (machine !== null) return;
    const { reaction, details } = happening;
    const answer = reaction === 'answered' ? { answer: details.answer ?? '' } : {};
    await events.reacted(tx, send, { reaction, at, ...answer });
  }

  /** Does nothing for a mail that is not known, or whose customer is gone. */
  async function withSend(
    { shopId, sendId }: MailPlace,
    run: (tx: ShopTransaction, send: SendPlaces.ReactedSend) => Promise<void>,
  ): Promise<void> {
    await inShop(shopId, async (tx) => {
      const send = await store.readReactedSend(tx, sendId);
      if (send && !send.gone) await run(tx, send);
    });
  }

  return {
    view: async ({ shopId, sendId }, answerId) =>
      await inShop(shopId, async (tx) => {
        const send = await store.readReactedSend(tx, sendId);
        if (!send) return null;
        const answerLabel = answerId === undefined ? null : await labelOf(deps, tx, send, answerId);
        return { language: send.language, shop: await store.readShopFront(tx), answerLabel };
      }),

    opened: (place, visitor) =>
      withSend(place, (tx, send) =>
        record(tx, send, { reaction: 'opened', key: 'opened', details: {} }, visitor),
      ),

    clicked: (place, url, visitor) =>
      withSend(place, (tx, send) => {
        const digest = createHash('sha256').update(url).digest('hex').slice(0, 16);
        const details = { url };
        return record(
          tx,
          send,
          { reaction: 'clicked', key: `clicked ${digest}`, details },
          visitor,
        );
      }),

    answered: (place, answerId, visitor) =>
      withSend(place, async (tx, send) => {
        const label = await labelOf(deps, tx, send, answerId);
        const details = { answer: answerId, label };
        await record(tx, send, { reaction: 'answered', key: 'answered', details }, visitor);
      }),

    commented: (place, comment) =>
      withSend(place, (tx, { sendId }) => {
        const keys = [
          sourceKeyOf(sendId, 'answered'),
          sourceKeyOf(sendId, byMachineKey('answered')),
        ];
        return store.addActivityDetails(tx, keys, { comment });
      }),

    unsubscribed: (place) =>
      withSend(place, async (tx, send) => {
        const at = clock.now();
        const { sendId, customerId, address, channel } = send;
        const own = channel === 'sms' ? 'sms' : 'email';
        await store.withdrawConsent(tx, customerId, own, at);
        // Whoever wants no more SMS may still be mailed: the next message on that channel finds them unreachable.
        if (own === 'email') await events.customersGone(tx, [customerId], 'unsubscribed');
        if (address) {
          await store.suppress(tx, { channel: own, address, reason: 'unsubscribed', at, sendId });
        }
        await store.insertActivities(tx, [
          activityOf(send, at, 'unsubscribed', 'unsubscribed', {}),
        ]);
      }),
  };
}

/** What staff called the answer, in the language the customer read. */
async function labelOf(
  { steps }: ReactionsDeps,
  tx: ShopTransaction,
  send: SendPlaces.ReactedSend,
  answerId: string,
): Promise<string> {
  const definition = await steps.definitionOf(tx, send);
  const block = definition.blocks.find(({ id }) => id === send.blockId);
  if (block?.kind !== 'message') return answerId;
  if (block.channel !== 'email') return answerId;
  const content = block.content[send.language ?? block.fallbackLanguage];
  const answers = content?.body.flatMap((it) => (it.kind === 'answers' ? it.answers : []));
  return answers?.find(({ id }) => id === answerId)?.label ?? answerId;
}

/** Whoever answers has clicked and opened, whoever clicks has opened, also where pictures are not loaded. */
function byPerson(
  send: SendPlaces.ReactedSend,
  { reaction, key, details }: Happening,
  at: Instant,
): readonly Activities.NewActivity[] {
  const own = activityOf(send, at, reaction, key, details);
  const opened = activityOf(send, at, 'opened', 'opened', {});
  const clicked = activityOf(send, at, 'clicked', 'clicked an answer', {});
  switch (reaction) {
    case 'opened':
      return [own];
    case 'clicked':
      return [opened, own];
    case 'answered':
      return [opened, clicked, own];
  }
}

function byMachine(
  send: SendPlaces.ReactedSend,
  { reaction, key, details }: Happening,
  at: Instant,
  reason: string,
): Activities.NewActivity {
  const activity = activityOf(send, at, reaction, byMachineKey(key), {
    ...details,
    machine: reason,
  });
  return { ...activity, byMachine: true };
}

function activityOf(
  { sendId, customerId, scenarioId, channel }: SendPlaces.ReactedSend,
  at: Instant,
  kind: string,
  key: string,
  details: Readonly<Record<string, string>>,
): Activities.NewActivity {
  const sourceKey = sourceKeyOf(sendId, key);
  return { customerId, at, channel, kind, scenarioId, sendId, details, sourceKey };
}

function byMachineKey(key: string): string {
  return `${key} by machine`;
}

function sourceKeyOf(sendId: number, key: string): string {
  return `send ${sendId} ${key}`;
}
