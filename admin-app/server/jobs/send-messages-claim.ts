/**
 * Decides for some customers what they get now, in one transaction that holds their locks. Every lock is taken before
 * anything is read that the decision rests on: customers, then enrolments, then sends, always in this order. When the
 * transaction is committed, the winners count as possibly sent.
 */
import { chooseLanguage } from '../../core/message/language.ts';
import type { Language } from '../../core/message/types.ts';
import type { MessageBlock } from '../../core/scenario/types.ts';
import { HOUR_MS, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Decisions from '../database/decisions.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Recipients from '../database/recipients.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type * as Sends from '../database/sends.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ScenarioSteps } from './scenario-steps.ts';
import { type Candidate, type JudgedSend, judgeCustomer } from './send-messages-decide.ts';
import {
  givenUp,
  left,
  putOff,
  type SendOutcome,
  type SettleDeps,
  writeOutcomes,
} from './send-messages-settle.ts';

export interface ClaimDeps extends SettleDeps {
  readonly clock: Clock;
  readonly store: SettleDeps['store'] &
    Pick<
      typeof Sends,
      | 'lockCustomersWithDueSends'
      | 'lockWaitingSends'
      | 'readWaitingSends'
      | 'readRecentSends'
      | 'markSending'
    > &
    Pick<typeof Enrolments, 'lockEnrolments'> &
    Pick<typeof Recipients, 'readRecipients' | 'readShopFront'> &
    Pick<typeof Decisions, 'insertDecisions'> &
    Pick<typeof Scenarios, 'readActiveScenarios'>;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
  readonly steps: ScenarioSteps;
  /** What e-mail lacks on this server, in words. */
  readonly channelProblem: string | null;
}

/** A send that is committed as `sending`, with all that its mail is made of. */
export interface MailToSend {
  readonly send: Sends.WaitingSend;
  readonly block: MessageBlock;
  readonly recipient: Recipients.Recipient;
  readonly address: string;
  readonly language: Language;
  readonly messageId: string;
  readonly settings: ShopSettings;
  readonly shop: Recipients.ShopFront;
}

export interface Claim {
  /** Customers decided about; 0 when nothing is due. */
  readonly customers: number;
  readonly mails: readonly MailToSend[];
}

const NO_SENDER = 'The sender is not set: fill in the settings';
const NOTHING: Claim = { customers: 0, mails: [] };

export async function claimSends(
  deps: ClaimDeps,
  tx: ShopTransaction,
  { worker, limit }: { readonly worker: string; readonly limit: number },
): Promise<Claim> {
  const { store } = deps;
  const now = deps.clock.now();
  const scenarios = await store.readActiveScenarios(tx);
  const scenarioIds = scenarios.map(({ scenarioId }) => scenarioId);
  if (scenarioIds.length === 0) return NOTHING;
  const customerIds = await store.lockCustomersWithDueSends(tx, { scenarioIds, now, limit });
  if (customerIds.length === 0) return NOTHING;

  const settings = await deps.readSettings(tx);
  const capMs = (settings?.capHours ?? 0) * HOUR_MS;
  const candidates = await lockCandidates(deps, tx, {
    customerIds,
    scenarioIds,
    dueUntil: now + capMs,
  });
  const recipients = await store.readRecipients(tx, customerIds);
  const recent = await store.readRecentSends(tx, customerIds, now - capMs);
  const names = new Map(scenarios.map(({ scenarioId, name }) => [scenarioId, name]));
  const verdicts = customerIds.map((customerId) =>
    judgeCustomer({
      candidates: candidates.filter(({ send }) => send.customerId === customerId),
      recipient: recipients.get(customerId),
      sentAt: recent.get(customerId) ?? [],
      capHours: settings?.capHours ?? 0,
      channelProblem: deps.channelProblem ?? (settings ? null : NO_SENDER),
      now,
      scenarioName: (scenarioId) => names.get(scenarioId) ?? '',
    }),
  );
  const judged = verdicts.flatMap((verdict) => verdict.judged);
  await store.insertDecisions(
    tx,
    verdicts.flatMap(({ decision }) => (decision ? [decision] : [])),
  );
  await writeOutcomes(
    deps,
    tx,
    judged.flatMap((it) => outcomeOf(it, now) ?? []),
  );
  const mails = settings ? await prepareMails(deps, tx, judged, recipients, settings) : [];
  await store.markSending(tx, mails.map(claimedRow), { at: now, by: worker });
  return { customers: customerIds.length, mails };
}

async function lockCandidates(
  { store }: ClaimDeps,
  tx: ShopTransaction,
  which: Sends.WaitingQuery,
): Promise<readonly Candidate[]> {
  const waiting = await store.readWaitingSends(tx, which);
  const enrolments = await store.lockEnrolments(
    tx,
    waiting.map(({ enrolmentId }) => enrolmentId),
  );
  const byId = new Map(enrolments.map((enrolment) => [enrolment.enrolmentId, enrolment]));
  const sends = await store.lockWaitingSends(
    tx,
    waiting.map(({ sendId }) => sendId),
  );
  return sends.flatMap((send) => {
    const enrolment = byId.get(send.enrolmentId);
    return enrolment ? [{ send, enrolment }] : [];
  });
}

/** Null for the winner, which is not over yet. */
function outcomeOf({ send, verdict }: JudgedSend, now: Instant): SendOutcome | null {
  switch (verdict.kind) {
    case 'send':
      return null;
    case 'put off':
      return putOff(send, verdict.until, verdict.reason);
    case 'give up':
      return givenUp(send, verdict.status, now, verdict.reason);
    case 'left':
      return left(send, verdict);
  }
}

async function prepareMails(
  { store, steps }: ClaimDeps,
  tx: ShopTransaction,
  judged: readonly JudgedSend[],
  recipients: ReadonlyMap<number, Recipients.Recipient>,
  settings: ShopSettings,
): Promise<readonly MailToSend[]> {
  const winners = judged.filter(({ verdict }) => verdict.kind === 'send');
  if (winners.length === 0) return [];
  const shop = await store.readShopFront(tx);
  const domain = settings.senderEmail.split('@').at(-1) ?? '';
  const mails: MailToSend[] = [];
  for (const { send } of winners) {
    const definition = await steps.definitionOf(tx, send);
    const block = definition.blocks.find(({ id }) => id === send.blockId);
    const recipient = recipients.get(send.customerId);
    // A judged winner has a recipient with an address, and its block planned it.
    if (block?.kind !== 'message' || !recipient?.email) continue;
    mails.push({
      send,
      block,
      recipient,
      address: recipient.email,
      language: chooseLanguage(recipient.locale, block.content, block.fallbackLanguage),
      messageId: `<send-${tx.shopId}-${send.sendId}@${domain}>`,
      settings,
      shop,
    });
  }
  return mails;
}

function claimedRow({ send, address, language, messageId }: MailToSend): Sends.ClaimedSend {
  return { sendId: send.sendId, address, language, messageId };
}
