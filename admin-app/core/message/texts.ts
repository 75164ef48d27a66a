/** Puts values into the texts of one message, whatever its channel. */
import { renderLiquid } from './liquid.ts';
import type { TextCause, TextProblem } from './text-problems.ts';
import type { MessageFields, TextFrame } from './types.ts';

/** Puts values into texts and remembers the first one that fails. */
export class Texts {
  readonly #fields: MessageFields;
  readonly #frame: TextFrame;
  problem: TextProblem | undefined;

  constructor(fields: MessageFields, frame: TextFrame) {
    this.#fields = fields;
    this.#frame = frame;
  }

  render(field: string, text: string): string {
    const result = renderLiquid(text, this.#fields, this.#frame);
    if (result.ok) return result.text.trim();
    this.refuse(field, result.cause);
    return '';
  }

  /** Line breaks would end a header or a link. */
  oneLine(field: string, text: string): string {
    return this.render(field, text).replace(/\s+/g, ' ');
  }

  /** Of another site; empty when it was refused. */
  webAddress(field: string, text: string): string {
    const url = this.oneLine(field, text);
    if (WEB_ADDRESS.test(url)) return url;
    this.refuse(field, { code: 'no web address', url });
    return '';
  }

  /** Of the shop's pages or another site; a path such as /collections/new is the shop's. */
  shopAddress(field: string, text: string): string {
    const url = this.oneLine(field, text);
    if (SHOP_PATH.test(url) || SECURE_ADDRESS.test(url)) return url;
    this.refuse(field, { code: 'no shop address', url });
    return '';
  }

  /** Refuses what comes out empty, or longer than `most` characters. */
  within(field: string, text: string, most: number): string {
    if (text === '') this.refuse(field, { code: 'empty for customer' });
    const length = [...text].length;
    if (length > most) this.refuse(field, { code: 'too many letters', length, most });
    return text;
  }

  refuse(field: string, cause: TextCause): void {
    this.problem ??= { field, cause };
  }
}

const WEB_ADDRESS = /^https?:\/\/[^\s"'<>\\]+$/i;
const SECURE_ADDRESS = /^https:\/\/[^\s"'<>\\]+$/i;
/** Not "//", which leads to another site. */
const SHOP_PATH = /^\/(?![/\\])[^\s"'<>\\]*$/;
