import type { TextProblem } from './text-problems.ts';
import { Texts } from './texts.ts';
import type { MessageFields, PushContent, TextFrame } from './types.ts';

/** Phones cut earlier; beyond this nobody sees anything of it. */
const MOST_PUSH_TITLE = 80;
const MOST_PUSH_BODY = 240;

export interface PushSource {
  readonly content: PushContent;
  readonly fields: MessageFields;
  readonly frame: TextFrame;
  readonly track: (url: string) => string;
}

export type PushResult =
  | { readonly ok: true; readonly push: PushContent }
  | { readonly ok: false; readonly problem: TextProblem };

/** One customer's notification; its address is complete and tracked. */
export function renderPush({ content, fields, frame, track }: PushSource): PushResult {
  const texts = new Texts(fields, frame);
  const title = texts.within('title', texts.oneLine('title', content.title), MOST_PUSH_TITLE);
  const body = texts.within('body', texts.oneLine('body', content.body), MOST_PUSH_BODY);
  const url = texts.shopAddress('url', content.url);
  if (texts.problem) return { ok: false, problem: texts.problem };
  return {
    ok: true,
    push: { title, body, url: track(url.startsWith('/') ? shopPage(fields.shop.url, url) : url) },
  };
}

function shopPage(shopUrl: string, path: string): string {
  return shopUrl.replace(/\/+$/, '') + path;
}
