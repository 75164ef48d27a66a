import { afterEach, describe, expect, it } from 'vitest';
import { REFUSALS, type RefusalCode } from '../../../admin-app/contract/refusals.ts';
import { french } from '../../../admin-app/ui/language/refused/french.ts';
import {
  type RefusedTexts,
  refusedInWords,
} from '../../../admin-app/ui/language/refused/in-words.ts';
import { polish } from '../../../admin-app/ui/language/refused/polish.ts';
import { speak } from '../../../admin-app/ui/language/t.ts';

afterEach(async () => await speak('en'));

const CODES = Object.keys(REFUSALS) as RefusalCode[];
const holesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe.each<readonly [string, RefusedTexts]>([
  ['fr', french],
  ['pl', polish],
])('refusals in %s', (language, texts) => {
  it.each(CODES)(
    'says “%s” in words of its own, with no value that the server does not give',
    (code) => {
      const text = texts[code];
      expect(text, `${language} has no words for “${code}”`).toBeTypeOf('string');
      expect(text).not.toBe(REFUSALS[code]);
      expect(holesOf(REFUSALS[code])).toEqual(expect.arrayContaining(holesOf(String(text))));
    },
  );

  it('has words for nothing else', () => {
    expect(Object.keys(texts).filter((code) => !(code in REFUSALS))).toEqual([]);
  });

  it('fills in what the server gives, and says in words what is written down in English', async () => {
    await speak(language);
    const inWords = (code: RefusalCode, values: Readonly<Record<string, string | number>>) =>
      refusedInWords({ code, values, message: 'in English' });
    expect(await inWords('name not as written', { name: 'Ada' })).toContain('Ada');
    expect(await inWords('file too long', { lines: 1_000_000, megabytes: 256 })).toMatch(
      /1\s000\s000/,
    );
    const refusal = await inWords('must not be written to', { refusal: 'unsubscribed' });
    expect(refusal).not.toContain('unsubscribed');
  });
});

it('shows the server’s own sentence in English, and what it has no code for in every language', async () => {
  const said = { message: 'A sync is already under way', code: 'sync running' } as const;
  expect(await refusedInWords(said)).toBe(said.message);
  await speak('pl');
  expect(await refusedInWords({ message: 'Zapytanie nie jest całe' })).toBe(
    'Zapytanie nie jest całe',
  );
});
