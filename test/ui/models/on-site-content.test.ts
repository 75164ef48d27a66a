import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OnSiteContent, saveOnSiteMessage } from '../../../admin-app/contract/onsite.ts';
import { ON_SITE_KINDS, type OnSiteKind } from '../../../admin-app/core/priority/occasions.ts';
import { formatDay } from '../../../admin-app/core/time.ts';
import {
  firstDay,
  fromFirstDay,
  inRankingOrder,
  lastDay,
  newContent,
  untilLastDay,
  withoutEmptyTexts,
  withText,
} from '../../../admin-app/ui/models/on-site-content.ts';

const ZONES = ['Europe/Paris', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC'];

describe('the days of a launch', () => {
  it('come back as they were chosen, in every zone and around clock changes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 15_000, max: 30_000 }),
        fc.constantFrom(...ZONES),
        (day, zone) => {
          const text = formatDay(day);
          expect(firstDay(fromFirstDay(text, zone), zone)).toBe(text);
          expect(lastDay(untilLastDay(text, zone), zone)).toBe(text);
        },
      ),
    );
  });

  it('include the last day as a whole', () => {
    const until = untilLastDay('2026-12-03', 'Europe/Paris') ?? 0;
    expect(new Date(until).toISOString()).toBe('2026-12-03T23:00:00.000Z');
  });

  it('are open where the field is empty', () => {
    expect(fromFirstDay('', 'UTC')).toBeNull();
    expect(firstDay(null, 'UTC')).toBe('');
    expect(lastDay(null, 'UTC')).toBe('');
  });
});

describe('the texts of a message', () => {
  const launch = newContent('launch');

  it.each(ON_SITE_KINDS)('start ready to be switched on, but for a tier (%s)', (kind) => {
    const body = { active: true, message: newContent(kind) };
    expect(saveOnSiteMessage.safeParse(body).success).toBe(kind !== 'tier reached');
    const ready = {
      ...body,
      message: { ...body.message, ...(kind === 'tier reached' && { tierId: 'gold' }) },
    };
    expect(saveOnSiteMessage.safeParse(ready).success).toBe(true);
  });

  it('of a second version change that alone', () => {
    const tested = { ...launch, versionB: { form: launch.form, texts: launch.texts } };
    const changed = withText(tested, 'en', { title: 'Another' }, 'b');
    expect(changed.texts).toEqual(launch.texts);
    expect(changed.versionB?.texts.en?.title).toBe('Another');
  });

  it('lose the whole button when label and address are emptied', () => {
    const buttoned = withText(launch, 'en', { buttonLabel: 'Look', buttonUrl: '/new' });
    const emptied = withText(buttoned, 'en', { buttonLabel: '', buttonUrl: '' });
    expect(Object.keys(emptied.texts.en ?? {})).toEqual(['title', 'body']);
  });

  it('keep a half-written button, so that the server can say what is missing', () => {
    const half = withText(launch, 'en', { buttonLabel: 'Look' });
    expect(half.texts.en).toMatchObject({ buttonLabel: 'Look', buttonUrl: '' });
    expect(saveOnSiteMessage.safeParse({ active: false, message: half }).success).toBe(false);
  });

  it('leave other languages alone and drop those in which nothing is written', () => {
    const begun = withText(withText(launch, 'fr', { title: '', body: '' }), 'pl', {
      title: 'Nowe',
    });
    const { texts } = withoutEmptyTexts(begun);
    expect(Object.keys(texts)).toEqual(['en', 'pl']);
    expect(texts.en).toEqual(launch.texts.en);
  });
});

describe('the order of messages', () => {
  const view = (messageId: number, kind: OnSiteKind, change: Partial<OnSiteContent> = {}) => ({
    messageId,
    active: true,
    revision: 'first',
    recently: { seen: 0, clicked: 0, guestsSeen: 0 },
    message: { ...newContent(kind), ...change } as OnSiteContent, // the change fits every kind
  });

  it('is by class, then the owner’s, then that of writing', () => {
    const messages = [
      view(1, 'login return'),
      view(2, 'launch', { ownerRank: 5 }),
      view(3, 'birthday'),
      view(4, 'launch', { ownerRank: 2 }),
      view(5, 'last category'),
      view(6, 'coupon'),
    ];
    expect(inRankingOrder(messages).map(({ messageId }) => messageId)).toEqual([4, 2, 3, 1, 6, 5]);
  });

  it('goes by the class that the owner moved it to', () => {
    const moved = { priorityClass: 'frequent' as const, reason: 'Too loud' };
    const messages = [view(1, 'launch', { moved }), view(2, 'birthday')];
    expect(inRankingOrder(messages).map(({ messageId }) => messageId)).toEqual([2, 1]);
  });
});
