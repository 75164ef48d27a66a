import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saveOnSiteMessage } from '../../../admin-app/contract/onsite.ts';
import { ON_SITE_KINDS } from '../../../admin-app/core/priority/on-site-kinds.ts';
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

  it.each(ON_SITE_KINDS)('start ready to be switched on (%s)', (kind) => {
    const body = { active: true, message: newContent(kind) };
    expect(saveOnSiteMessage.safeParse(body).success).toBe(true);
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
  it('is launch, birthday, login return, and then the owner’s', () => {
    const view = (messageId: number, kind: (typeof ON_SITE_KINDS)[number], ownerRank = 0) => ({
      messageId,
      active: true,
      message: { ...newContent(kind), id: `m${messageId}`, ownerRank },
    });
    const messages = [
      view(1, 'login return'),
      view(2, 'launch', 5),
      view(3, 'birthday'),
      view(4, 'launch', 2),
    ];
    expect(inRankingOrder(messages).map(({ messageId }) => messageId)).toEqual([4, 2, 3, 1]);
  });
});
