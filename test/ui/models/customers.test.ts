import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  CompetitorView,
  CustomerMessageView,
  CustomersPage,
  DecidedOther,
} from '../../../admin-app/contract/customers.ts';
import type { Api } from '../../../admin-app/ui/api.ts';
import { timeScale } from '../../../admin-app/ui/components/charts/time-scale.ts';
import {
  competitorInWords,
  otherInWords,
} from '../../../admin-app/ui/components/customers/ranking-words.ts';
import { english } from '../../../admin-app/ui/language/customers/english.ts';
import { refusalInWords } from '../../../admin-app/ui/language/history.ts';
import { learn } from '../../../admin-app/ui/language/t.ts';
import { customerMessageModel, fieldOf } from '../../../admin-app/ui/models/customer-message.ts';
import {
  addressOf,
  customersModel,
  filterOf,
  filtersSet,
} from '../../../admin-app/ui/models/customers.ts';
import { forgetLists } from '../../../admin-app/ui/models/paged.ts';
import { forgetRemembered } from '../../../admin-app/ui/models/resource.ts';

beforeEach(() => learn(english));
afterEach(() => {
  forgetLists();
  forgetRemembered();
});

/** Answers what the test says; everything else it must not ask. */
function apiOf(
  answers: Partial<Record<'get' | 'post', (path: string, given: unknown) => unknown>>,
): Api {
  const no = () => {
    throw new Error('not asked here');
  };
  return {
    get: async (path, query) => (answers.get ?? no)(path, query) as never,
    post: async (path, body) => (answers.post ?? no)(path, body) as never,
    put: no,
    delete: no,
    download: no,
  };
}

const EMPTY_PAGE: CustomersPage = {
  customers: [],
  after: null,
  cut: false,
  today: '2026-06-15',
  predicted: true,
  tiers: [],
};

describe('the list’s address', () => {
  it('says what is chosen and leaves out what is usual, both ways', () => {
    const chosen = { list: 'all', order: 'value', search: 'Ann', reach: 'sms', overdue: '30' };
    const filter = filterOf(chosen);
    expect(filter).toMatchObject(chosen);
    expect(filtersSet(filter)).toBe(2);
    expect(filterOf(addressOf(filter))).toEqual(filter);
    expect(addressOf(filterOf({}))).toMatchObject({ list: undefined, order: undefined });
  });

  it('takes what is no choice of ours for none', () => {
    const filter = filterOf({
      list: 'x',
      order: 'y',
      confidence: 'z',
      overdue: '8',
      reach: 'pigeon',
    });
    expect(filter).toEqual(filterOf({}));
  });
});

describe('a list whose filters fit few', () => {
  const row = { customerId: 1 } as CustomersPage['customers'][number];
  const page = (count: number, after: string | null) => ({
    customers: Array.from({ length: count }, () => row),
    after,
    cut: false,
    today: '2026-06-15',
    tiers: [],
  });

  it('asks on until there is something to show, and no further than the end', async () => {
    const pages = [page(0, 'a'), page(2, 'b'), page(0, 'c'), page(30, 'd'), page(1, null)];
    const asked: unknown[] = [];
    const api = apiOf({
      get: (_path, query) => {
        asked.push((query as { after: string | null }).after);
        return pages[asked.length - 1];
      },
    });
    const model = customersModel(api, filterOf({ tier: 'gold' }));
    await expect.poll(() => model.items.value?.length).toBe(32);
    expect(asked).toEqual([null, 'a', 'b', 'c']);
    expect(model.hasMore.value).toBe(true);
    await model.more();
    expect(model.items.value).toHaveLength(33);
    expect(model.hasMore.value).toBe(false);
  });

  it('fills by itself once there are predictions, and asks no more when it is left', async () => {
    vi.useFakeTimers();
    let asked = 0;
    const api = apiOf({
      get: () => {
        asked += 1;
        return { ...EMPTY_PAGE, predicted: asked > 2 };
      },
    });
    const model = customersModel(api, filterOf({}));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([asked, model.predicted.value]).toEqual([3, true]);
    model.dispose();
    asked = 0;
    customersModel(api, filterOf({ list: 'due' })).dispose();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(1);
    vi.useRealTimers();
  });
});

describe('a message to one customer', () => {
  const FIRST: CustomerMessageView = {
    language: 'fr',
    channels: [
      { channel: 'email', problem: 'no consent', problemOf: 'refusal' },
      { channel: 'sms', problem: null, problemOf: null },
    ],
    subject: 'S',
    text: 'T',
    button: '',
    sms: 'Court',
    waiting: false,
  };

  it('begins on the channel that can be used, and sends one message at a time under one key', async () => {
    const sent: unknown[] = [];
    const api = apiOf({
      get: () => FIRST,
      post: (path, body) => {
        if (path.endsWith('/preview')) return { channel: 'sms', text: 'x' };
        sent.push(body);
        return { dueAt: 5 };
      },
    });
    const model = customerMessageModel(api, 7, 'key');
    await expect.poll(() => model.channel.value).toBe('sms');
    model.write({ sms: 'Bonjour' });
    expect(await Promise.all([model.send(), model.send()])).toEqual([{ dueAt: 5 }, null]);
    expect(sent).toEqual([{ channel: 'sms', key: 'key', text: 'Bonjour' }]);
    model.dispose();
  });

  it.each([
    ['content.subject', 'email', 'subject'],
    ['content.body.0.text', 'email', 'text'],
    ['content.body.1.label', 'email', 'button'],
    ['content.text', 'sms', 'sms'],
    ['text', 'email', 'text'],
    ['key', 'email', null],
    [null, 'sms', null],
  ] as const)('shows what is wrong with %s at its input', (field, channel, input) => {
    expect(fieldOf(field, channel)).toBe(input);
  });
});

describe('the ranking’s words', () => {
  const LAUNCH: CompetitorView = {
    scenario: { scenarioId: 1, name: 'Launch', kind: 'campaign' },
    blockName: 'message',
    channel: 'email',
    subject: null,
  };
  const held = (hold: DecidedOther['hold'], reason = 'English'): DecidedOther => ({
    competitor: LAUNCH,
    reason,
    until: 1,
    standing: hold ? 'held' : 'refused',
    hold,
  });
  const cap = {
    max: 2,
    window: { kind: 'local days', days: 7 },
    over: { kind: 'all' },
    letPast: [],
  } as const;

  it.each([
    [
      held({ caps: [cap], by: { competitor: LAUNCH, criterion: 'ends sooner' } }),
      '“Launch” goes first: it ends sooner',
    ],
    [held({ caps: [cap], by: null }), 'enough was sent: at most 2 messages in 7 days'],
    [held(null, 'quiet times'), 'quiet times'],
    [held(null, 'bounced'), 'mails came back'],
    [held(null, 'something we have no words for'), 'something we have no words for'],
  ])('say why one did not go: %#', (other, words) => {
    expect(otherInWords(other)).toBe(words);
  });

  it('name what competed by subject, block or whose message it is', () => {
    expect(competitorInWords(LAUNCH)).toBe('E-mail of “Launch”');
    expect(competitorInWords({ ...LAUNCH, subject: 'Hi' })).toBe('“Hi” of “Launch”');
    const own = { scenarioId: 2, name: '', kind: 'one customer' };
    expect(competitorInWords({ ...LAUNCH, scenario: own })).toBe('your message to this customer');
    expect(competitorInWords({ ...LAUNCH, scenario: null })).toBe(
      'a message that no longer exists',
    );
    expect(refusalInWords('outranked by “Launch”: it is more urgent')).toBe('“Launch” went first');
  });
});

describe('the time line’s scale', () => {
  const span = fc
    .tuple(fc.nat(3_000), fc.nat(3_000), fc.nat(500), fc.integer({ min: 120, max: 1_600 }))
    .map(([lively, silent, after, width]) => ({
      from: 0,
      to: lively + silent + after + 1,
      silence: { from: lively, to: lively + silent },
      width,
      edge: 14,
    }));

  it('keeps the order of days and stays within the line, however long the silence', () => {
    fc.assert(
      fc.property(span, (given) => {
        const { x } = timeScale(given);
        let before = Number.NEGATIVE_INFINITY;
        for (let day = given.from; day <= given.to; day += Math.max(1, Math.floor(given.to / 90))) {
          expect(x(day)).toBeGreaterThanOrEqual(before);
          expect(x(day)).toBeGreaterThanOrEqual(13.9);
          expect(x(day)).toBeLessThanOrEqual(given.width - 13.9);
          before = x(day);
        }
      }),
    );
  });

  it('shortens only a silence that would take more than half', () => {
    const given = { from: 0, to: 1_000, width: 1_028, edge: 14 };
    const short = timeScale({ ...given, silence: { from: 200, to: 650 } });
    const long = timeScale({ ...given, silence: { from: 200, to: 900 } });
    expect(short.fold).toBeNull();
    expect(short.x(650) - short.x(200)).toBeCloseTo(450);
    expect(long.fold).toEqual({ from: 200, to: 900 });
    expect(long.x(900) - long.x(200)).toBeCloseTo(360);
  });
});
