/** What staff do with one customer: write to them, hand over what is held about them, forget them. */
import { Hono } from 'hono';
import {
  type CustomerMessage,
  type CustomerMessageSent,
  type CustomerMessageView,
  customerMessage,
  redactCustomer,
  WRITTEN_CHANNELS,
  type WrittenChannel,
} from '../../contract/customers.ts';
import type { ChannelMessage } from '../../contract/messages.ts';
import { renderLiquid } from '../../core/message/liquid.ts';
import type { Language } from '../../core/message/types.ts';
import { problemInWords } from '../../core/scenario/channel-problems.ts';
import {
  asWords,
  FIRST_WORDS,
  singleEmail,
  singleSms,
} from '../../core/scenario/templates/single-message.ts';
import type { MessageBlock } from '../../core/scenario/types.ts';
import type * as CustomerExport from '../database/customer-export.ts';
import type * as CustomerRecords from '../database/customer-record.ts';
import type * as Privacy from '../database/privacy.ts';
import type * as SingleMessages from '../database/single-messages.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { ScenarioEvents } from '../jobs/scenario-events.ts';
import type { WriteToCustomer, WrittenToCustomer } from '../jobs/write-to-customer.ts';
import { nameOf } from './customers-view.ts';
import { type PreviewDeps, previewOf, type Written, writeFor } from './messages-preview.ts';
import { parseBody, parseId } from './parse-input.ts';
import { readerLanguage } from './reader-language.ts';
import { notFound, refusal, wordedRefusal } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct } from './staff-log.ts';

export interface CustomerDoingDeps extends PreviewDeps {
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: PreviewDeps['store'] &
    Pick<typeof CustomerRecords, 'readCustomer' | 'readOrderIds'> &
    Pick<typeof CustomerExport, 'readEverything'> &
    Pick<typeof Privacy, 'redactCustomer'> &
    Pick<typeof SingleMessages, 'readSingleMessages'>;
  readonly writeToCustomer: WriteToCustomer;
  /** Ends what the customer is inside, and takes them out of audiences. */
  readonly customersGone: (
    tx: ShopTransaction,
    customerIds: readonly number[],
  ) => ReturnType<ScenarioEvents['customersGone']>;
}

/** Below /api/customers, beside what only reads. */
export function customerDoingRoutes(deps: CustomerDoingDeps): ShopRoutes {
  const { clock, inShop, readShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/:customerId/message', async (c) => {
    const customerId = parseId(c, 'customerId', 'customer');
    const view = await readShop(c.get('shop').shopId, (tx) => firstMessage(deps, tx, customerId));
    return c.json<CustomerMessageView>(view);
  });

  routes.post('/:customerId/message', async (c) => {
    const customerId = parseId(c, 'customerId', 'customer');
    const given = await parseBody(c, customerMessage);
    const by = c.get('staff') ?? 'staff';
    const written = await inShop(c.get('shop').shopId, async (tx) => {
      const { frame } = await writeFor(deps, tx, { customerId, language: null, coupon: null });
      const { language } = frame;
      const message = channelMessage(given);
      // What cannot be made is not planned either.
      const asked = { message, customerId, language, coupon: null };
      await previewOf(deps, tx, asked, readerLanguage(c));
      const block = blockOf(message, language);
      await noteStaffAct(c, tx, { kind: 'customer.written', subjectId: customerId });
      return await deps.writeToCustomer.write(tx, {
        customerId,
        key: given.key,
        message: block,
        by,
      });
    });
    return c.json<CustomerMessageSent>({ dueAt: dueAtOf(written, readerLanguage(c)) });
  });

  routes.get('/:customerId/export', async (c) => {
    const customerId = parseId(c, 'customerId', 'customer');
    const everything = await inShop(c.get('shop').shopId, async (tx) => {
      const record = await store.readCustomer(tx, customerId);
      if (!record || record.redacted) throw notFound('customer');
      await noteStaffAct(c, tx, { kind: 'customer.exported', subjectId: customerId });
      return await store.readEverything(tx, customerId);
    });
    return c.body(everything, 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="rondo-customer-${customerId}.json"`,
      'cache-control': 'no-store',
    });
  });

  routes.post('/:customerId/redact', async (c) => {
    const customerId = parseId(c, 'customerId', 'customer');
    const { name } = await parseBody(c, redactCustomer);
    const at = clock.now();
    const by = c.get('staff') ?? 'staff';
    await inShop(c.get('shop').shopId, async (tx) => {
      const record = await store.readCustomer(tx, customerId);
      if (!record || record.redacted) throw notFound('customer');
      if (!isSameName(name, nameOf(record))) {
        throw refusal(422, 'name not as written', { name: nameOf(record) }, 'name');
      }
      const sourceKey = `redaction of ${customerId} by ${by}, ${new Date(at).toISOString()}`;
      // Also what only tells of their orders: the bodies of webhooks.
      const orderIds = await store.readOrderIds(tx, customerId);
      await store.redactCustomer(tx, { customerId, sourceKey, at, orderIds });
      await deps.customersGone(tx, [customerId]);
      await noteStaffAct(c, tx, { kind: 'customer.redacted', subjectId: customerId });
    });
    return c.body(null, 204);
  });

  return routes;
}

function isSameName(typed: string, name: string): boolean {
  const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
  return plain(typed) === plain(name);
}

async function firstMessage(
  deps: CustomerDoingDeps,
  tx: ShopTransaction,
  customerId: number,
): Promise<CustomerMessageView> {
  const written = await writeFor(deps, tx, { customerId, language: null, coupon: null });
  const channels = [];
  for (const channel of WRITTEN_CHANNELS)
    channels.push(await channelView(deps, tx, customerId, channel));
  const { language } = written.frame;
  const words = FIRST_WORDS[language];
  const messages = await deps.store.readSingleMessages(tx, customerId);
  return {
    language,
    channels,
    subject: filled(words.subject, written),
    text: filled(words.text, written),
    button: filled(words.button, written),
    sms: filled(words.sms, written),
    waiting: messages.some(({ waiting }) => waiting),
  };
}

async function channelView(
  { writeToCustomer }: CustomerDoingDeps,
  tx: ShopTransaction,
  customerId: number,
  channel: WrittenChannel,
): Promise<CustomerMessageView['channels'][number]> {
  const hindered = await writeToCustomer.standing(tx, customerId, channel);
  if (hindered === null) return { channel, problem: null, problemOf: null };
  if (hindered.kind === 'cannot send') {
    return { channel, problem: hindered.problem, problemOf: 'channel' };
  }
  const problem = hindered.kind === 'refused' ? hindered.refusal : 'customer is gone';
  return { channel, problem, problemOf: 'refusal' };
}

/** Our own words always can be made. */
function filled(text: string, { fields, frame }: Written): string {
  const rendered = renderLiquid(text, fields, frame);
  if (!rendered.ok)
    throw new Error(`A first word for a message could not be made: ${rendered.cause.code}`);
  return asWords(rendered.text.trim().replace(/\n{3,}/g, '\n\n'));
}

function channelMessage(given: CustomerMessage): ChannelMessage {
  return given.channel === 'email'
    ? { channel: 'email', content: singleEmail(given) }
    : { channel: 'sms', content: singleSms(given.text) };
}

function blockOf(
  { channel, content }: ChannelMessage,
  language: Language,
): Pick<MessageBlock, 'channel' | 'content' | 'fallbackLanguage'> {
  return { channel, content: { [language]: content }, fallbackLanguage: language };
}

function dueAtOf(written: WrittenToCustomer, reader: Language): number {
  switch (written.kind) {
    case 'planned':
      return written.dueAt;
    case 'unknown customer':
      throw notFound('customer');
    case 'refused':
      throw refusal(409, 'must not be written to', { refusal: written.refusal });
    case 'cannot send':
      throw wordedRefusal(409, problemInWords(written.problem, reader));
    case 'still waiting':
      throw refusal(409, 'still waiting');
  }
}
