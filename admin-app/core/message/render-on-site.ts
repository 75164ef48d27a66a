import type { TextProblem } from './text-problems.ts';
import { Texts } from './texts.ts';
import type { MessageFields, OnSiteContent, TextFrame } from './types.ts';

const MOST_ON_SITE_TITLE = 80;
const MOST_ON_SITE_BODY = 300;
const MOST_BUTTON_LABEL = 30;

export interface OnSiteSource {
  readonly content: OnSiteContent;
  readonly fields: MessageFields;
  readonly frame: TextFrame;
}

export type OnSiteResult =
  | { readonly ok: true; readonly message: OnSiteContent }
  | { readonly ok: false; readonly problem: TextProblem };

/** One customer's message on the shop's pages; its address stays a path where it was one. */
export function renderOnSite({ content, fields, frame }: OnSiteSource): OnSiteResult {
  const texts = new Texts(fields, frame);
  const title = texts.within('title', texts.oneLine('title', content.title), MOST_ON_SITE_TITLE);
  const body = texts.render('body', content.body);
  if (body !== '') texts.within('body', body, MOST_ON_SITE_BODY);
  const hasButton = content.buttonLabel.trim() !== '' || content.buttonUrl.trim() !== '';
  const button = hasButton ? buttonOf(content, texts) : { buttonLabel: '', buttonUrl: '' };
  if (texts.problem) return { ok: false, problem: texts.problem };
  return { ok: true, message: { title, body, ...button } };
}

function buttonOf(content: OnSiteContent, texts: Texts) {
  const label = texts.oneLine('buttonLabel', content.buttonLabel);
  return {
    buttonLabel: texts.within('buttonLabel', label, MOST_BUTTON_LABEL),
    buttonUrl: texts.shopAddress('buttonUrl', content.buttonUrl),
  };
}
