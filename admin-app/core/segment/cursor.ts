/** A place in the tokens of a query, moving forward, and the complaints every rule makes in the same way. */
import type { Expectation } from './faults.ts';
import { FaultFound, type Token } from './tokens.ts';
import type { Place } from './types.ts';

export class Cursor {
  readonly #tokens: readonly Token[];
  readonly #text: string;
  #index = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  get token(): Token {
    const token = this.#tokens[this.#index] ?? this.#tokens.at(-1);
    if (!token) throw new RangeError('A list of tokens ends with one of kind "end"');
    return token;
  }

  isEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** The token after the next `ahead` ones. */
  peek(ahead: number): Token | undefined {
    return this.#tokens[this.#index + ahead];
  }

  advance(): Token {
    const { token } = this;
    this.#index += 1;
    return token;
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'word' && token.word.toUpperCase() === word;
  }

  isSign(sign: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'sign' && token.sign === sign;
  }

  takeWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.#index += 1;
    return found;
  }

  takeSign(sign: string): boolean {
    const found = this.isSign(sign);
    if (found) this.#index += 1;
    return found;
  }

  /** Takes the sign, or complains that one of `words` was expected; by default the sign itself. */
  needSign(sign: string, words: readonly string[] = [sign]): void {
    if (!this.takeSign(sign)) this.fail({ kind: 'words', words });
  }

  needWord(word: string): void {
    if (!this.takeWord(word)) this.fail({ kind: 'words', words: [word] });
  }

  /** From the beginning of one token to the end of the last one taken. */
  placeFrom(start: Place): Place {
    const last = this.#tokens[this.#index - 1]?.place ?? start;
    return { ...start, length: Math.max(0, last.offset + last.length - start.offset) };
  }

  textAt({ offset, length }: Place): string {
    return this.#text.slice(offset, offset + length);
  }

  /** The next token cannot stand here. */
  fail(expected: Expectation, suggestion: string | null = null): never {
    const { place } = this.token;
    const cause = { code: 'expected', expected, found: this.textAt(place) } as const;
    throw new FaultFound(cause, place, suggestion);
  }
}
