import { type SmsParts, smsParts } from './sms-parts.ts';
import type { TextProblem } from './text-problems.ts';
import { Texts } from './texts.ts';
import type { MessageFields, SmsContent, TextFrame } from './types.ts';

/** Ten parts are what providers take as one message; six is already a letter. */
const MOST_SMS_PARTS = 6;

export interface SmsSource {
  readonly content: SmsContent;
  readonly fields: MessageFields;
  readonly frame: TextFrame;
  /** Puts a link of our own in place of each web address; null leaves them as written. */
  readonly track: ((url: string) => string) | null;
}

export type SmsResult =
  | { readonly ok: true; readonly text: string; readonly size: SmsParts }
  | { readonly ok: false; readonly problem: TextProblem };

/** One customer's text message, or why it could not be made. */
export function renderSms({ content, fields, frame, track }: SmsSource): SmsResult {
  const texts = new Texts(fields, frame);
  const written = texts.render('text', content.text);
  if (written === '') texts.refuse('text', { code: 'empty for customer' });
  const text = track ? written.replace(ADDRESS, (url) => track(url)) : written;
  const size = smsParts(text);
  if (size.parts > MOST_SMS_PARTS) {
    const { parts } = size;
    texts.refuse('text', { code: 'too many text messages', parts, most: MOST_SMS_PARTS });
  }
  return texts.problem ? { ok: false, problem: texts.problem } : { ok: true, text, size };
}

/** Without what ends the sentence around it. */
const ADDRESS = /https?:\/\/[^\s"'<>]*[^\s"'<>.,;:!?)]/gi;
