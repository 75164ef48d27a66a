/** Why the server refused, in the person's language; loads its texts with the first refusal. */
import type { Failure } from '../../../contract/failure.ts';
import type { RefusalCode } from '../../../contract/refusals.ts';
import { outcomeInWords, refusalInWords } from '../history.ts';
import { language, sentence, type Text, type UiLanguage } from '../t.ts';

export type RefusedTexts = Readonly<Record<RefusalCode, Text>>;

const TEXTS: Readonly<Record<Exclude<UiLanguage, 'en'>, () => Promise<RefusedTexts>>> = {
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

/** The server's own sentence is the English one. What has no code is in words that can be read already. */
export async function refusedInWords(error: Failure['error']): Promise<string> {
  const { code, values = {}, message } = error;
  const speaks = language();
  if (code === undefined || speaks === 'en') return message;
  const texts = await TEXTS[speaks]();
  return sentence(texts[code], { ...values, ...ownWords(values) });
}

/** Values that are written down in English. */
function ownWords({ refusal, outcome }: NonNullable<Failure['error']['values']>) {
  return {
    ...(refusal !== undefined && { refusal: refusalInWords(String(refusal)) }),
    ...(outcome !== undefined && { outcome: outcomeInWords(String(outcome)) }),
  };
}
