/**
 * Sends one customer what staff wrote: the message becomes a version of the shop's scenario for single messages, and
 * the customer enters it. From there on it is a send like any other, with caps, ranking, ledger and activities.
 */
import {
  singleMessageDefinition,
  singleMessageDraft,
} from '../../core/scenario/templates/single-message.ts';
import type { MessageBlock } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as EntryCandidates from '../database/entry-candidates.ts';
import type * as Recipients from '../database/recipients.ts';
import type * as SingleMessages from '../database/single-messages.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ChannelProblems } from './channel-problems.ts';
import type { EnterCustomers } from './enter-customers.ts';
import { refusalOn } from './send-messages-eligible.ts';

export interface WriteToCustomerDeps {
  readonly clock: Clock;
  readonly store: typeof SingleMessages &
    Pick<typeof Recipients, 'readRecipients'> &
    Pick<typeof EntryCandidates, 'namedCandidates'>;
  readonly customers: Pick<EnterCustomers, 'moment' | 'enter'>;
  readonly channelProblems: ChannelProblems;
}

export interface MessageToCustomer {
  readonly customerId: number;
  /** The same one a second time sends nothing more. */
  readonly key: string;
  readonly message: Pick<MessageBlock, 'channel' | 'content' | 'fallbackLanguage'>;
  /** Who writes, in words. */
  readonly by: string;
}

export type WrittenToCustomer =
  | { readonly kind: 'planned'; readonly dueAt: Instant }
  | { readonly kind: 'unknown customer' }
  /** Why not: the customer's refusal, something missing here, or an earlier message that has not gone yet. */
  | { readonly kind: 'refused'; readonly refusal: string }
  | { readonly kind: 'cannot send'; readonly problem: string }
  | { readonly kind: 'still waiting' };

export interface WriteToCustomer {
  /** Why the customer may not be written to over this channel at present; null when they may. */
  standing(
    tx: ShopTransaction,
    customerId: number,
    channel: 'email' | 'sms',
  ): Promise<Exclude<WrittenToCustomer, { kind: 'planned' }> | null>;
  write(tx: ShopTransaction, message: MessageToCustomer): Promise<WrittenToCustomer>;
}

export function createWriteToCustomer(deps: WriteToCustomerDeps): WriteToCustomer {
  const { clock, store, customers } = deps;

  async function standing(tx: ShopTransaction, customerId: number, channel: 'email' | 'sms') {
    const recipient = (await store.readRecipients(tx, [customerId])).get(customerId);
    if (!recipient || recipient.gone) return { kind: 'unknown customer' } as const;
    const paused = (recipient.pausedUntil ?? 0) > clock.now();
    const refusal = refusalOn(channel, recipient) ?? (paused ? PAUSED : null);
    if (refusal !== null) return { kind: 'refused', refusal } as const;
    const [problem] = await deps.channelProblems(tx, [channel]);
    return problem === undefined ? null : ({ kind: 'cannot send', problem } as const);
  }

  return {
    standing,

    async write(tx, { customerId, key, message, by }) {
      const at = clock.now();
      const { scenarioId, newestVersion } = await store.lockSingleScenario(tx, {
        draft: singleMessageDraft(),
        at,
      });
      const cause = `written ${key}`;
      const before = await store.readSingleMessages(tx, customerId);
      const same = before.find((written) => written.cause === cause);
      if (same) return { kind: 'planned', dueAt: same.dueAt };
      if (before.some(({ waiting }) => waiting)) return { kind: 'still waiting' };
      // Email and SMS are the channels that the contract takes.
      const hindered = await standing(tx, customerId, message.channel === 'sms' ? 'sms' : 'email');
      if (hindered) return hindered;

      const definition = singleMessageDefinition(message);
      const version = newestVersion + 1;
      await store.insertSingleVersion(tx, { scenarioId, version, definition, at });
      const candidates = store.namedCandidates([{ customerId, cause, words: `added by ${by}` }]);
      const [start] = definition.blocks;
      const rules = {
        scenarioId,
        at,
        moment: await customers.moment(tx),
        channels: null,
        reentry: start.reentry,
        condition: null,
      };
      const entry = {
        scenarioId,
        version,
        name: '',
        activeSince: at,
        definition,
        start,
        rules,
        at,
      };
      const entered = await customers.enter(tx, entry, candidates, null);
      if (entered.length === 0) return { kind: 'unknown customer' };
      const [sent] = await store.readSingleMessages(tx, customerId);
      return { kind: 'planned', dueAt: sent?.dueAt ?? at };
    },
  };
}

const PAUSED = 'the customer asked for a pause';
