/** The ranking's answer for one customer: why this, why not that, what comes next and when. */
import type {
  ComingView,
  CompetitorView,
  DecisionsPage,
  DecisionView,
} from '../../contract/customers.ts';
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
  const named = await readCompetitors(store, tx, customerId, page.flatMap(keysOf));
  return {
    decisions: page.map((decision) => decisionView(decision, named)),
    after: decisions.length > PAGE ? String(page.at(-1)?.decision_id) : null,
    coming: after === null ? await readComing(store, tx, customerId) : null,
  };
}

function keysOf({ winner, others }: Decisions.CustomerDecision): readonly string[] {
  const holders = others.flatMap(({ why }) => (why?.kind === 'held' && why.by ? [why.by.key] : []));
  return [...(winner === null ? [] : [winner]), ...others.map(({ key }) => key), ...holders];
}

function decisionView(
  decision: Decisions.CustomerDecision,
  named: (key: string) => CompetitorView,
): DecisionView {
  const { winner, others, owner } = decision;
  return {
    decisionId: decision.decision_id,
    at: decision.at,
    confirmedAt: decision.confirmed_at,
    surface: decision.surface,
    winner: winner === null ? null : named(winner),
    others: others.map(({ key, reason, until, why }) => ({
      competitor: named(key),
      reason,
      until,
      standing: why?.kind ?? 'refused',
      hold:
        why?.kind === 'held'
          ? {
              caps: why.caps,
              by: why.by && { competitor: named(why.by.key), criterion: why.by.criterion },
            }
          : null,
    })),
    moved: (owner?.moved ?? []).map(({ key, priorityClass, reason }) => ({
      competitor: named(key),
      priorityClass,
      reason,
    })),
    classesReason: owner?.classesReason ?? null,
  };
}

/** Names what decisions speak of: "send 17", "enrolment 4/email-1", "campaign 9/sms", "scenario 3/email-1". */
async function readCompetitors(
  store: Store,
  tx: ShopTransaction,
  customerId: number,
  keys: readonly string[],
): Promise<(key: string) => CompetitorView> {
  const idsOf = (...kinds: readonly string[]) => [
    ...new Set(
      keys.flatMap((key) => {
        const { kind, id } = parseKey(key);
        return kinds.includes(kind) ? [id] : [];
      }),
    ),
  ];
  const sends = await store.readCompetingSends(tx, customerId, idsOf('send'));
  const enrolled = await store.readEnrolledPlaces(tx, customerId, idsOf('enrolment'));
  const scenarios = await store.readScenarioPlaces(tx, idsOf('campaign', 'scenario'));
  return (key) => {
    const { kind, id, blockId } = parseKey(key);
    const send = kind === 'send' ? sends.get(id) : undefined;
    if (send) {
      const { definition, block_id: sentBlock, channel, subject } = send;
      return {
        scenario: scenarioName(send),
        blockName: blockName(definition, sentBlock),
        channel,
        subject,
      };
    }
    const place = kind === 'enrolment' ? enrolled.get(id) : scenarios.get(id);
    if (!place || kind === 'send') {
      return { scenario: null, blockName: key, channel: null, subject: null };
    }
    const { definition } = place;
    const name = blockName(definition, blockId);
    return { scenario: scenarioName(place), blockName: name, channel: null, subject: null };
  };
}

function parseKey(key: string): {
  readonly kind: string;
  readonly id: number;
  readonly blockId: string;
} {
  const [, kind = '', id = '0', blockId = ''] = /^(\w+) (\d{1,15})(?:\/(.*))?$/.exec(key) ?? [];
  return { kind, id: Number(id), blockId };
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
