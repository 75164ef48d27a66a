/**
 * Decides for some customers what they get now over one channel, in one transaction that holds their locks. Every lock
 * is taken before anything is read that the decision rests on: customers, then enrolments, then sends, always in this
 * order. When the transaction is committed, the winners count as possibly sent.
 */
import { chooseLanguage } from '../../core/message/language.ts';
import { reachOfCaps } from '../../core/priority/caps.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Decisions from '../database/decisions.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Priorities from '../database/priorities.ts';
import type * as Recipients from '../database/recipients.ts';
import type * as Sends from '../database/sends.ts';
import type * as SendsInFlight from '../database/sends-in-flight.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { AddressGate } from './check-addresses.ts';
import type { ClaimedMessage, Couriers, OpenCourier } from './courier.ts';
import {
  type ComingMessage,
  type ComingQuery,
  createReadComing,
  type KnownToComeDeps,
  type ReadComing,
} from './known-to-come.ts';
import type { ScenarioSteps } from './scenario-steps.ts';
import { type CustomerMoment, type JudgedSend, judgeCustomer } from './send-messages-decide.ts';
import { type Candidate, refusalOn } from './send-messages-eligible.ts';
import { candidatesOf, facesOf, readGatedRecipients } from './send-messages-read.ts';
import {
  givenUp,
  left,
  putOff,
  type SendOutcome,
  type SettleDeps,
  writeOutcomes,
} from './send-messages-settle.ts';
import { shopCalendar } from './shop-calendar.ts';

export interface ClaimDeps extends SettleDeps {
  readonly clock: Clock;
  readonly store: SettleDeps['store'] &
    KnownToComeDeps['store'] &
    Pick<typeof Sends, 'lockCustomersWithDueSends' | 'lockWaitingSends' | 'readWaitingSends'> &
    Pick<typeof SendsInFlight, 'markSending'> &
    Pick<typeof Enrolments, 'lockEnrolments'> &
    Pick<typeof Recipients, 'readRecipients' | 'readShopFront'> &
    Pick<typeof Decisions, 'insertDecisions'> &
    Pick<typeof Priorities, 'readPriorities' | 'readRankedScenarios' | 'readSentMessages'>;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
  readonly steps: ScenarioSteps;
  readonly couriers: Couriers;
  readonly addressGate: AddressGate;
}

export interface Claim {
  /** Customers decided about; 0 when nothing is due. */
  readonly customers: number;
  readonly messages: readonly ClaimedMessage[];
  /** Takes the messages; null only where there are none. */
  readonly courier: OpenCourier | null;
}

export interface ClaimRequest {
  readonly channel: Channel;
  readonly worker: string;
  readonly limit: number;
}

const NOTHING: Claim = { customers: 0, messages: [], courier: null };

export type ClaimSends = (tx: ShopTransaction, request: ClaimRequest) => Promise<Claim>;

interface ClaimingDeps extends ClaimDeps {
  readonly readComing: ReadComing;
}

export function createClaimSends(deps: ClaimDeps): ClaimSends {
  const readComing = createReadComing(deps);
  return (tx, request) => claimSends({ ...deps, readComing }, tx, request);
}

async function claimSends(
  deps: ClaimingDeps,
  tx: ShopTransaction,
  { channel, worker, limit }: ClaimRequest,
): Promise<Claim> {
  const { store } = deps;
  const now = deps.clock.now();
  const scenarios = await store.readRankedScenarios(tx);
  const scenarioIds = scenarios.map(({ scenarioId }) => scenarioId);
  if (scenarioIds.length === 0) return NOTHING;
  const due = { scenarioIds, channel, now, limit };
  const customerIds = await store.lockCustomersWithDueSends(tx, due);
  if (customerIds.length === 0) return NOTHING;
  const claiming = { channel, now, scenarios, customerIds };
  const { shop, recipients, courier, momentOf } = await readMoments(deps, tx, claiming);
  const verdicts = customerIds.map((customerId) => judgeCustomer(momentOf(customerId)));
  const judged = verdicts.flatMap((verdict) => verdict.judged);
  const decisions = verdicts.flatMap(({ decision }) => (decision ? [decision] : []));
  await store.insertDecisions(tx, decisions);
  const outcomes = judged.flatMap((it) => outcomeOf(it, now) ?? []);
  await writeOutcomes(deps, tx, outcomes);
  if (courier === undefined || typeof courier === 'string') {
    return { customers: customerIds.length, messages: [], courier: null };
  }
  const messages = prepare({ shopId: tx.shopId, shop, courier, recipients }, judged);
  await store.markSending(tx, messages.map(claimedRow), { at: now, by: worker });
  return { customers: customerIds.length, messages, courier };
}

interface Claiming {
  readonly channel: Channel;
  readonly now: Instant;
  readonly scenarios: readonly Priorities.RankedScenario[];
  /** Locked. */
  readonly customerIds: readonly number[];
}

/** Locks all that waits for these customers, and then reads what the decisions about them rest on. */
async function readMoments(deps: ClaimingDeps, tx: ShopTransaction, claiming: Claiming) {
  const { store } = deps;
  const { channel, now, scenarios, customerIds } = claiming;
  const settings = await deps.readSettings(tx);
  const priorities = await store.readPriorities(tx);
  const reach = reachOfCaps(priorities.caps);
  const until = now + reach;
  const scenarioIds = scenarios.map(({ scenarioId }) => scenarioId);
  const candidates = await lockCandidates(deps, tx, { customerIds, scenarioIds, dueUntil: until });
  const opened = await openCouriers(deps.couriers, tx, settings, [
    channel,
    ...candidates.map(({ send }) => send.channel),
    ...(reach > 0 ? await channelsOf(deps, tx, scenarios) : []),
  ]);
  const problems = problemsOf(opened);
  const shop = await store.readShopFront(tx);
  const { zone } = shop;
  const recipients = await readGatedRecipients(deps, tx, customerIds, { ...shop, now });
  const reaches = (customerId: number, by: Channel) => {
    const recipient = recipients.get(customerId);
    return recipient !== undefined && problems[by] === null && !refusalOn(by, recipient);
  };
  const query = { customerIds, scenarios, now, until, zone, reaches };
  const coming = await readComingMessages(deps, tx, query);
  const sent = await store.readSentMessages(tx, customerIds, now - reach);
  const calendar = shopCalendar(zone);
  const scenarioOf = facesOf(scenarios);
  const momentOf = (customerId: number): CustomerMoment => ({
    ...{ channel, priorities, calendar, problems, now, scenarioOf, shopZone: zone },
    candidates: candidates.filter(({ send }) => send.customerId === customerId),
    coming: coming.filter((it) => it.customerId === customerId),
    recipient: recipients.get(customerId),
    sent: sent.get(customerId) ?? [],
  });
  return { shop, recipients, courier: opened[channel], momentOf };
}

/** None where no cap lets one message take another's place. */
async function readComingMessages(
  { readComing }: { readonly readComing: ReadComing },
  tx: ShopTransaction,
  query: ComingQuery,
): Promise<readonly ComingMessage[]> {
  return query.until > query.now ? await readComing(tx, query) : [];
}

async function lockCandidates(
  { store, steps }: ClaimDeps,
  tx: ShopTransaction,
  which: Sends.WaitingQuery,
): Promise<readonly Candidate[]> {
  const waiting = await store.readWaitingSends(tx, which);
  const enrolments = await store.lockEnrolments(
    tx,
    waiting.map(({ enrolmentId }) => enrolmentId),
  );
  const sends = await store.lockWaitingSends(
    tx,
    waiting.map(({ sendId }) => sendId),
  );
  return await candidatesOf(steps, tx, sends, enrolments);
}

/** Over which the scenarios' messages can come. */
async function channelsOf(
  { steps }: ClaimDeps,
  tx: ShopTransaction,
  scenarios: readonly Priorities.RankedScenario[],
): Promise<readonly Channel[]> {
  const channels = new Set<Channel>();
  for (const scenario of scenarios) {
    const { blocks } = await steps.definitionOf(tx, scenario);
    for (const block of blocks) if (block.kind === 'message') channels.add(block.channel);
  }
  return [...channels];
}

type OpenedCouriers = Partial<Readonly<Record<Channel, OpenCourier | string>>>;

async function openCouriers(
  couriers: Couriers,
  tx: ShopTransaction,
  settings: ShopSettings | null,
  channels: readonly Channel[],
): Promise<OpenedCouriers> {
  const opened: Partial<Record<Channel, OpenCourier | string>> = {};
  for (const channel of new Set(channels)) {
    const courier = couriers[channel];
    opened[channel] = courier.problem ?? (await courier.open(tx, settings));
  }
  return opened;
}

function problemsOf(opened: OpenedCouriers): Readonly<Record<Channel, string | null>> {
  const problemOf = (channel: Channel) => {
    const courier = opened[channel];
    return typeof courier === 'string' ? courier : null;
  };
  return {
    email: problemOf('email'),
    sms: problemOf('sms'),
    push: problemOf('push'),
    'on-site': problemOf('on-site'),
  };
}

/** Null for the winner, which is not over yet. */
function outcomeOf({ send, verdict }: JudgedSend, now: Instant): SendOutcome | null {
  switch (verdict.kind) {
    case 'send':
      return null;
    case 'put off':
      return putOff(send, verdict.until, verdict.reason, verdict.heldBy);
    case 'give up':
      return givenUp(send, verdict.status, now, verdict.reason);
    case 'left':
      return left(send, verdict);
  }
}

interface Preparation {
  readonly shopId: number;
  readonly shop: Recipients.ShopFront;
  readonly courier: OpenCourier;
  readonly recipients: ReadonlyMap<number, Recipients.Recipient>;
}

function prepare(
  { shopId, shop, courier, recipients }: Preparation,
  judged: readonly JudgedSend[],
): readonly ClaimedMessage[] {
  return judged.flatMap(({ send, enrolment, definition, verdict }) => {
    const recipient = recipients.get(send.customerId);
    // A judged winner has a recipient, and its block planned it.
    const block = definition.blocks.find(({ id }) => id === send.blockId);
    if (verdict.kind !== 'send' || !recipient || block?.kind !== 'message') return [];
    return {
      shopId,
      send,
      enrolment,
      definition,
      block,
      recipient,
      address: courier.addressOf(recipient),
      language: chooseLanguage(recipient.locale, block, shop.languages),
      messageId: courier.messageIdOf(send.sendId),
      shop,
    };
  });
}

function claimedRow({
  send,
  address,
  language,
  messageId,
}: ClaimedMessage): SendsInFlight.ClaimedSend {
  return { sendId: send.sendId, address, language, messageId };
}
