import { afterEach, describe, expect, it } from 'vitest';
import { english as alertsEnglish } from '../../../admin-app/ui/language/alerts/english.ts';
import { french as alertsFrench } from '../../../admin-app/ui/language/alerts/french.ts';
import { polish as alertsPolish } from '../../../admin-app/ui/language/alerts/polish.ts';
import { english as calendarEnglish } from '../../../admin-app/ui/language/calendar/english.ts';
import { french as calendarFrench } from '../../../admin-app/ui/language/calendar/french.ts';
import { polish as calendarPolish } from '../../../admin-app/ui/language/calendar/polish.ts';
import { english as campaignsEnglish } from '../../../admin-app/ui/language/campaigns/english.ts';
import { french as campaignsFrench } from '../../../admin-app/ui/language/campaigns/french.ts';
import { polish as campaignsPolish } from '../../../admin-app/ui/language/campaigns/polish.ts';
import { english as channelsEnglish } from '../../../admin-app/ui/language/channels/english.ts';
import { french as channelsFrench } from '../../../admin-app/ui/language/channels/french.ts';
import { polish as channelsPolish } from '../../../admin-app/ui/language/channels/polish.ts';
import { english as customersEnglish } from '../../../admin-app/ui/language/customers/english.ts';
import { french as customersFrench } from '../../../admin-app/ui/language/customers/french.ts';
import { polish as customersPolish } from '../../../admin-app/ui/language/customers/polish.ts';
import { english } from '../../../admin-app/ui/language/english.ts';
import {
  day,
  hours,
  money,
  percent,
  points,
  writeFor,
} from '../../../admin-app/ui/language/format.ts';
import { french } from '../../../admin-app/ui/language/french.ts';
import {
  causeInWords,
  outcomeInWords,
  resultInWords,
} from '../../../admin-app/ui/language/history.ts';
import { english as inactiveEnglish } from '../../../admin-app/ui/language/inactive/english.ts';
import { french as inactiveFrench } from '../../../admin-app/ui/language/inactive/french.ts';
import { polish as inactivePolish } from '../../../admin-app/ui/language/inactive/polish.ts';
import { polish } from '../../../admin-app/ui/language/polish.ts';
import { english as predictionsEnglish } from '../../../admin-app/ui/language/predictions/english.ts';
import { french as predictionsFrench } from '../../../admin-app/ui/language/predictions/french.ts';
import { polish as predictionsPolish } from '../../../admin-app/ui/language/predictions/polish.ts';
import { english as prioritiesEnglish } from '../../../admin-app/ui/language/priorities/english.ts';
import { french as prioritiesFrench } from '../../../admin-app/ui/language/priorities/french.ts';
import { polish as prioritiesPolish } from '../../../admin-app/ui/language/priorities/polish.ts';
import { english as renamesEnglish } from '../../../admin-app/ui/language/renames/english.ts';
import { french as renamesFrench } from '../../../admin-app/ui/language/renames/french.ts';
import { polish as renamesPolish } from '../../../admin-app/ui/language/renames/polish.ts';
import { english as resultsEnglish } from '../../../admin-app/ui/language/results/english.ts';
import { french as resultsFrench } from '../../../admin-app/ui/language/results/french.ts';
import { polish as resultsPolish } from '../../../admin-app/ui/language/results/polish.ts';
import { english as retentionEnglish } from '../../../admin-app/ui/language/retention/english.ts';
import { french as retentionFrench } from '../../../admin-app/ui/language/retention/french.ts';
import { polish as retentionPolish } from '../../../admin-app/ui/language/retention/polish.ts';
import { english as scenariosEnglish } from '../../../admin-app/ui/language/scenarios/english.ts';
import { french as scenariosFrench } from '../../../admin-app/ui/language/scenarios/french.ts';
import { polish as scenariosPolish } from '../../../admin-app/ui/language/scenarios/polish.ts';
import { english as segmentsEnglish } from '../../../admin-app/ui/language/segments/english.ts';
import { french as segmentsFrench } from '../../../admin-app/ui/language/segments/french.ts';
import { polish as segmentsPolish } from '../../../admin-app/ui/language/segments/polish.ts';
import { english as settingsEnglish } from '../../../admin-app/ui/language/settings/english.ts';
import { french as settingsFrench } from '../../../admin-app/ui/language/settings/french.ts';
import { polish as settingsPolish } from '../../../admin-app/ui/language/settings/polish.ts';
import {
  locale,
  nearestLanguage,
  rich,
  speak,
  type Text,
  t,
} from '../../../admin-app/ui/language/t.ts';

afterEach(() => speak('en'));

function formsOf(text: Text): readonly string[] {
  return typeof text === 'string' ? [text] : Object.values(text);
}

function holesOf(text: string): string {
  return [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join(' ');
}

type Texts = Readonly<Record<string, Text>>;
const OTHERS: readonly (readonly [of: string, code: string, english: Texts, other: Texts])[] = [
  ['the admin', 'fr', english, french],
  ['the admin', 'pl', english, polish],
  ['alerts to staff', 'fr', alertsEnglish, alertsFrench],
  ['alerts to staff', 'pl', alertsEnglish, alertsPolish],
  ['calendar', 'fr', calendarEnglish, calendarFrench],
  ['calendar', 'pl', calendarEnglish, calendarPolish],
  ['campaigns', 'fr', campaignsEnglish, campaignsFrench],
  ['campaigns', 'pl', campaignsEnglish, campaignsPolish],
  ['channels', 'fr', channelsEnglish, channelsFrench],
  ['channels', 'pl', channelsEnglish, channelsPolish],
  ['customers', 'fr', customersEnglish, customersFrench],
  ['customers', 'pl', customersEnglish, customersPolish],
  ['inactive customers', 'fr', inactiveEnglish, inactiveFrench],
  ['inactive customers', 'pl', inactiveEnglish, inactivePolish],
  ['renames', 'fr', renamesEnglish, renamesFrench],
  ['renames', 'pl', renamesEnglish, renamesPolish],
  ['results', 'fr', resultsEnglish, resultsFrench],
  ['results', 'pl', resultsEnglish, resultsPolish],
  ['predictions', 'fr', predictionsEnglish, predictionsFrench],
  ['predictions', 'pl', predictionsEnglish, predictionsPolish],
  ['priorities', 'fr', prioritiesEnglish, prioritiesFrench],
  ['priorities', 'pl', prioritiesEnglish, prioritiesPolish],
  ['retention', 'fr', retentionEnglish, retentionFrench],
  ['retention', 'pl', retentionEnglish, retentionPolish],
  ['scenarios', 'fr', scenariosEnglish, scenariosFrench],
  ['scenarios', 'pl', scenariosEnglish, scenariosPolish],
  ['segments', 'fr', segmentsEnglish, segmentsFrench],
  ['segments', 'pl', segmentsEnglish, segmentsPolish],
  ['settings', 'fr', settingsEnglish, settingsFrench],
  ['settings', 'pl', settingsEnglish, settingsPolish],
];

describe.each(OTHERS)('the texts of %s in %s', (_of, code, original, dictionary) => {
  const entries = Object.entries(original);

  it('fill the same holes as the English ones, in every plural form', () => {
    const wrong = entries.flatMap(([key, text]) => {
      const [wanted = ''] = formsOf(text).map(holesOf);
      const own = formsOf(dictionary[key] ?? '');
      return own.every((form) => holesOf(form) === wanted) ? [] : [key];
    });
    expect(wrong).toEqual([]);
  });

  it('have every plural form that the language asks for', () => {
    const wanted = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    // Only millions are "many" in French, and then the form is that of "other".
    const needed = wanted.filter((form) => code !== 'fr' || form !== 'many');
    const wrong = entries.flatMap(([key, text]) => {
      const own = dictionary[key] ?? '';
      if (typeof text === 'string') return typeof own === 'string' ? [] : [key];
      return typeof own === 'object' && needed.every((form) => form in own) ? [] : [key];
    });
    expect(wrong).toEqual([]);
  });

  it('are translated', () => {
    const same = entries.filter(
      ([key, text]) =>
        text === dictionary[key] && formsOf(text).some((form) => /[a-z]{4,} [a-z]{3,}/.test(form)),
    );
    expect(same.map(([key]) => key)).toEqual([]);
  });
});

describe('speaking', () => {
  it.each([
    ['pl-PL', 1, '1 dzień'],
    ['pl-PL', 3, '3 dni'],
    ['pl-PL', 22, '22 dni'],
    ['fr-CA', 0, '0 jour'],
    ['fr-CA', 2, '2 jours'],
    ['en-GB', 1, '1 day'],
    ['de', 5, '5 days'],
  ])('counts in %s: %i', async (wanted, n, expected) => {
    await speak(wanted);
    expect(t('unit.days', { n })).toBe(expected);
  });

  it('writes numbers in holes as the language does', async () => {
    await speak('fr-FR');
    expect(t('home.unreachable', { n: 12_345 })).toContain('12\u202f345');
  });

  it('takes the region over where the language is ours, and English otherwise', async () => {
    await speak('en-GB');
    expect(locale()).toBe('en-GB');
    await speak('de-DE');
    expect(locale()).toBe('en');
    await speak('pl_PL');
    expect(locale()).toBe('pl-PL');
  });

  it.each([
    ['fr-CA', 'fr'],
    ['PL', 'pl'],
    ['de', 'en'],
    ['', 'en'],
  ])('finds the nearest language of "%s"', (wanted, nearest) => {
    expect(nearestLanguage(wanted)).toBe(nearest);
  });

  it('puts elements into holes', () => {
    const link = { an: 'element' };
    expect(rich('unit.days', { n: 2 }).join('')).toBe('2 days');
    expect(rich('home.greeting', { shop: link })).toContain(link);
  });
});

describe('writing', () => {
  it('writes money in the shop’s currency, without cents where they distract', () => {
    writeFor({ timeZone: 'UTC', currency: 'EUR' });
    expect(money(123_456)).toBe('€1,235');
    expect(money(2_050)).toBe('€20.50');
    writeFor({ timeZone: 'UTC', currency: 'JPY' });
    expect(money(2_050)).toBe('¥2,050');
  });

  it.each([
    [0, '0%'],
    [0.042, '4.2%'],
    [0.0996, '10%'],
    [0.456, '46%'],
  ])('writes the share %f as %s', (share, expected) => {
    expect(percent(share)).toBe(expected);
  });

  it('writes a difference with its sign', () => {
    expect([points(0.0789), points(-0.02), points(0)]).toEqual(['+7.9', '-2', '0']);
  });

  it('writes a date the same wherever the shop is', () => {
    writeFor({ timeZone: 'Pacific/Apia', currency: 'USD' });
    expect(day('2026-02-28')).toBe('Feb 28, 2026');
  });

  it.each([
    [48, '2 days'],
    [24, '1 day'],
    [36, '36 hours'],
    [0, '0 hours'],
    [1, '1 hour'],
  ])('writes %i hours as %s', (count, expected) => {
    expect(hours(count)).toBe(expected);
  });
});

describe('what the core wrote down', () => {
  it('is said in the person’s language', async () => {
    await speak('fr');
    expect(causeInWords('time is over')).toBe('Le délai est écoulé');
    expect(causeInWords('answered “gift”')).toBe('A répondu «\u00a0gift\u00a0»');
    expect(resultInWords('went to E-mail 2')).toBe('passé à «\u00a0E-mail 2\u00a0»');
    expect(resultInWords('left: returned')).toBe('sorti\u00a0: revenu');
  });

  it('is shown as it is where we have no words for it', () => {
    expect(causeInWords('struck by lightning')).toBe('struck by lightning');
    expect(resultInWords('left: gone fishing')).toBe('left: gone fishing');
    expect(outcomeInWords('gone fishing')).toBe('gone fishing');
  });
});
