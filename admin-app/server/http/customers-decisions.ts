/** The ranking's answer for one customer: why this, why not that, what comes next and when. */
import type { ComingView, CompetitorView, DecisionsPage } from '../../contract/customers.ts';
import type * as Decisions from '../database/customer-decisions.ts';
import type * as CustomerRecords from '../database/customer-record.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { blockName, scenarioName } from './customers-view.ts';

const PAGE = 20;

type Store = typeof Decisions & Pick<typeof CustomerRecords, 'readEnrolments'>;

export async function decisionsPage(
  store: Store,
  tx: ShopTransaction,
  customerId: number,
  after: number | null,
): Promise<DecisionsPage> {
  const decisions = await store.readDecisions(tx, customerId, after, PAGE + 1);
  const page = decisions.slice(0, PAGE);
  const keys = page.flatMap(({ winner, others }) => [
    winner ?? '',
    ...others.map(({ key }) => key),
  ]);
  const ids = [...new Set(keys.flatMap((key) => sendIdOf(key) ?? []))];
  const sends = await store.readCompetingSends(tx, customerId, ids);
  const named = (key: string) => competitorView(sends.get(sendIdOf(key) ?? 0), key);
  return {
    decisions: page.map(({ decision_id: decisionId, at, surface, winner, others }) => ({
      decisionId,
      at,
      surface,
      winner: winner === null ? null : named(winner),
      others: others.map(({ key, reason, until }) => ({ competitor: named(key), reason, until })),
    })),
    after: decisions.length > PAGE ? String(page.at(-1)?.decision_id) : null,
    coming: after === null ? await readComing(store, tx, customerId) : null,
  };
}

/** "send 17" → 17. */
function sendIdOf(key: string): number | null {
  const number = /^send (\d{1,15})$/.exec(key)?.[1];
  return number === undefined ? null : Number(number);
}

function competitorView(send: Decisions.CompetingSend | undefined, key: string): CompetitorView {
  if (!send) return { scenario: null, blockName: key, channel: null, subject: null };
  return {
    scenario: scenarioName(send),
    blockName: blockName(send.definition, send.block_id),
    channel: send.channel,
    subject: send.subject,
  };
}

async function readComing(
  store: Store,
  tx: ShopTransaction,
  customerId: number,
): Promise<readonly ComingView[]> {
  const messages = await store.readWaitingMessages(tx, customerId);
  const enrolments = await store.readEnrolments(tx, customerId);
  // Of a passage whose message waits, the message says it already; who is held out waits for nothing.
  const waiting = enrolments.filter(
    ({ ended_at: endedAt, held_out: heldOut, scenario_id: scenarioId }) =>
      endedAt === null && !heldOut && !messages.some((it) => it.scenario_id === scenarioId),
  );
  const coming: ComingView[] = [
    ...messages.map((message) => ({
      kind: 'message' as const,
      scenario: scenarioName(message),
      blockName: blockName(message.definition, message.block_id),
      channel: message.channel,
      at: message.due_at,
      reason: message.reason,
    })),
    ...waiting.map((enrolment) => ({
      kind: 'step' as const,
      scenario: scenarioName(enrolment),
      blockName: blockName(enrolment.definition, enrolment.block_id),
      channel: null,
      at: enrolment.due_at,
      reason: null,
    })),
  ];
  const at = (it: ComingView) => it.at ?? Number.POSITIVE_INFINITY;
  return coming.sort((one, other) => at(one) - at(other));
}
