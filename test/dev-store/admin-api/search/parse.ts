/**
 * The search language of `query:` arguments: terms side by side are joined by AND; `OR`, `NOT` and `-`, parentheses,
 * `field:value`, the comparators `:>`, `:>=`, `:<`, `:<=`, quotes around values, `\` before a special character, and
 * `*` at the end for a prefix.
 */
export type Comparison = '=' | '>' | '>=' | '<' | '<=';

export interface Term {
  readonly kind: 'term';
  /** Null for a bare word, which is looked for in the usual places. */
  readonly field: string | null;
  readonly comparison: Comparison;
  readonly value: string;
  readonly isPrefix: boolean;
}

export type Search =
  | Term
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Search[] }
  | { readonly kind: 'not'; readonly part: Search };

type Token =
  | { readonly kind: '(' | ')' | 'AND' | 'OR' | 'NOT' }
  | { readonly kind: 'word'; readonly term: Term };

/** Reads a search text. Shopify is forgiving, and so is this: a stray bracket or operator is passed over. */
export function parseSearch(text: string): Search {
  const tokens = tokenize(text);
  let at = 0;

  const readAny = (): Search => {
    const parts = [readAll()];
    while (tokens[at]?.kind === 'OR') {
      at++;
      parts.push(readAll());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
  };
  const readAll = (): Search => {
    const parts: Search[] = [];
    for (
      let token = tokens[at];
      token && token.kind !== 'OR' && token.kind !== ')';
      token = tokens[at]
    ) {
      const part = readOne();
      if (part) parts.push(part);
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
  };
  const readOne = (): Search | null => {
    const token = tokens[at++];
    if (!token || token.kind === 'AND') return null;
    if (token.kind === 'word') return token.term;
    if (token.kind === 'NOT') {
      const part = readOne();
      return part && { kind: 'not', part };
    }
    const inner = readAny();
    if (tokens[at]?.kind === ')') at++;
    return inner;
  };

  const parts: Search[] = [];
  while (at < tokens.length) {
    if (tokens[at]?.kind === ')') at++;
    else parts.push(readAny());
  }
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) at++;
    else if (character === '(' || character === ')') {
      tokens.push({ kind: character });
      at++;
    } else if (character === '-') {
      tokens.push({ kind: 'NOT' });
      at++;
    } else {
      const word = readWord(text, at);
      at = word.end;
      tokens.push(word.token);
    }
  }
  return tokens;
}

/** One term or operator from a position on; a colon outside quotes ends the field's name. */
function readWord(text: string, start: number): { readonly token: Token; readonly end: number } {
  let field: string | null = null;
  let comparison: Comparison = '=';
  let value = '';
  let quoted = false;
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\\') {
      value += text[at + 1] ?? '';
      at += 2;
    } else if (character === "'" || character === '"') {
      const end = closingQuote(text, at);
      value += withoutBackslashes(text.slice(at + 1, end));
      quoted = true;
      at = end + 1;
    } else if (character === ':' && field === null) {
      field = value;
      value = '';
      const sign = /^(>=|<=|>|<)/.exec(text.slice(at + 1))?.[0] ?? '';
      if (sign) comparison = sign as Comparison; // The expression matches nothing but comparisons.
      at += 1 + sign.length;
      while (text[at] === ' ') at++;
    } else if (/[\s()]/.test(character)) break;
    else {
      value += character;
      at++;
    }
  }
  const isOperator =
    field === null && !quoted && (value === 'AND' || value === 'OR' || value === 'NOT');
  if (isOperator) return { token: { kind: value as 'AND' | 'OR' | 'NOT' }, end: at }; // Checked above.
  const isPrefix = !quoted && value.endsWith('*');
  const term: Term = {
    kind: 'term',
    field,
    comparison,
    value: isPrefix ? value.slice(0, -1) : value,
    isPrefix,
  };
  return { token: { kind: 'word', term }, end: at };
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[open]) return at;
  }
  return text.length;
}

function withoutBackslashes(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}
