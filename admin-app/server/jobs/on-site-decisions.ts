/**
 * Writes into the ledger why a customer saw one message on the shop's pages and not another. The page decided by itself
 * and tells only what it showed; who competed is worked out here, with the same rules, from what is known now.
 */
import { explainOnSite, type OnSiteOutcome } from '../../core/priority/explain-on-site.ts';
import { losingReasonInWords } from '../../core/priority/rank-in-words.ts';
import { dayOf, type Instant, startOfDay } from '../../core/time.ts';
import type { insertOnSiteDecision } from '../database/onsite-decisions.ts';
import type { OnSiteEvent } from '../database/onsite-events.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ReadOnSiteSituation } from './on-site-situation.ts';

export interface OnSiteDecisionsDeps {
  readonly readSituation: ReadOnSiteSituation;
  readonly insertOnSiteDecision: typeof insertOnSiteDecision;
  readonly now: () => Instant;
}

export type NoteOnSiteDecisions = (
  tx: ShopTransaction,
  customerId: number,
  events: readonly OnSiteEvent[],
) => Promise<void>;

const MOST_OTHERS = 20;

export function createOnSiteDecisions(deps: OnSiteDecisionsDeps): NoteOnSiteDecisions {
  return async (tx, customerId, events) => {
    const seen = events.findLast(({ kind }) => kind === 'seen');
    const pageId = seen?.messageId;
    if (!seen || !pageId) return;
    const read = await deps.readSituation(tx, customerId, null);
    if (!read.shopper) return;
    const { zone, ...situation } = read;
    // Which page it was is not told: what is for certain pages alone is never said to lose on it.
    const page = {
      now: seen.at,
      language: read.language,
      pageType: '',
      path: '/',
    };
    const history = { shown: pageId, shownTo: customerId };
    const { entries } = explainOnSite({ ...situation, page, history });
    if (!entries.some(({ key }) => key === pageId)) return;
    const others = entries
      .filter(({ key }) => key !== pageId)
      .slice(0, MOST_OTHERS)
      .map(({ key, outcome }) => ({
        ...{ key: keyOf(key), reason: inWords(outcome), until: null },
        why: { kind: mayCompete(outcome) ? ('later' as const) : ('refused' as const) },
      }));
    const dayBegan = startOfDay(dayOf(deps.now(), zone), zone);
    const decision = { at: deps.now(), customerId, winner: keyOf(pageId), others };
    await deps.insertOnSiteDecision(tx, decision, dayBegan);
  };
}

/** As the ledger calls it: `on-site 12b`; a scenario's own is the send it came with, `send 17`. */
function keyOf(pageId: string): string {
  const [, sendId] = /^send-(\d+)$/.exec(pageId) ?? [];
  return sendId === undefined ? `on-site ${pageId.replace(/^message /, '')}` : `send ${sendId}`;
}

function mayCompete({ kind }: OnSiteOutcome): boolean {
  return kind === 'won' || kind === 'outranked';
}

function inWords(outcome: OnSiteOutcome): string {
  switch (outcome.kind) {
    case 'won':
      return 'may show too; the page had decided before';
    case 'held out':
      return 'held out';
    case 'no occasion':
      return outcome.reason;
    case 'refused':
      if (outcome.refusal === 'other page')
        return 'only for certain pages; which this was is not told';
      return outcome.refusal;
    default:
      return losingReasonInWords(outcome, (key) => `“${keyOf(key)}”`);
  }
}
