import { describe, expect, it } from 'vitest';
import { smsParts } from '../../../admin-app/core/message/sms-parts.ts';

const GSM = 'GSM-7';
const UCS = 'UCS-2';

describe('an SMS text', () => {
  it.each([
    { what: 'nothing', text: '', encoding: GSM, parts: 0, units: 0, left: 160 },
    {
      what: '160 plain letters',
      text: 'a'.repeat(160),
      encoding: GSM,
      parts: 1,
      units: 160,
      left: 0,
    },
    {
      what: '161 plain letters',
      text: 'a'.repeat(161),
      encoding: GSM,
      parts: 2,
      units: 161,
      left: 145,
    },
    {
      what: '306 plain letters',
      text: 'a'.repeat(306),
      encoding: GSM,
      parts: 2,
      units: 306,
      left: 0,
    },
    {
      what: '307 plain letters',
      text: 'a'.repeat(307),
      encoding: GSM,
      parts: 3,
      units: 307,
      left: 152,
    },
    {
      what: 'German umlauts',
      text: 'Grüße für Zoë!'.replace('ë', 'é'),
      encoding: GSM,
      parts: 1,
      units: 14,
      left: 146,
    },
    {
      what: '80 euro signs, two places each',
      text: '€'.repeat(80),
      encoding: GSM,
      parts: 1,
      units: 160,
      left: 0,
    },
    {
      what: 'a euro sign that will not fit at the end of a part',
      text: `${'a'.repeat(152)}€${'a'.repeat(20)}`,
      encoding: GSM,
      parts: 2,
      units: 174,
      left: 131,
    },
    {
      what: 'one Polish letter',
      text: 'Wróć do nas',
      encoding: UCS,
      parts: 1,
      units: 11,
      left: 59,
    },
    {
      what: '70 Polish letters',
      text: 'ż'.repeat(70),
      encoding: UCS,
      parts: 1,
      units: 70,
      left: 0,
    },
    {
      what: '71 Polish letters',
      text: 'ż'.repeat(71),
      encoding: UCS,
      parts: 2,
      units: 71,
      left: 63,
    },
    { what: 'an emoji, two units', text: 'Hi 👋', encoding: UCS, parts: 1, units: 5, left: 65 },
    {
      what: 'an emoji that will not fit at the end of a part',
      text: `${'a'.repeat(66)}👋${'a'.repeat(10)}`,
      encoding: UCS,
      parts: 2,
      units: 78,
      left: 55,
    },
  ])('of $what is $parts in $encoding', ({ text, what: _, ...counted }) => {
    expect(smsParts(text)).toMatchObject(counted);
  });

  it('names each character that made it Unicode once', () => {
    expect(smsParts('Żółć, żółć 👋').outsideGsm).toEqual(['Ż', 'ó', 'ł', 'ć', 'ż', '👋']);
  });
});
