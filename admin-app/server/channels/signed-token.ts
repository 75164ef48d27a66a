/**
 * The tokens in the links of a message: what happened, in which shop, to which send, and where a click leads on to.
 * Signed, because the address of a click is in there: nobody can make our server lead people anywhere else. Nothing in
 * a token is secret.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type ReactionToken =
  | { readonly kind: 'open'; readonly shopId: number; readonly sendId: number }
  | {
      readonly kind: 'click';
      readonly shopId: number;
      readonly sendId: number;
      readonly url: string;
    }
  | {
      readonly kind: 'answer';
      readonly shopId: number;
      readonly sendId: number;
      readonly answerId: string;
    }
  | { readonly kind: 'unsubscribe'; readonly shopId: number; readonly sendId: number }
  /** Where a provider reports what became of a send. */
  | { readonly kind: 'status'; readonly shopId: number; readonly sendId: number };

export interface ReactionTokens {
  write(token: ReactionToken): string;
  /** Null for anything that we have not signed as it is, whatever is wrong with it. */
  read(text: string): ReactionToken | null;
}

const LETTERS = { open: 'o', click: 'c', answer: 'a', unsubscribe: 'u', status: 's' } as const;
const PATTERN = /^([ocaus])([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([\w-]*)\.([\w-]{22})$/;
/** 128 bits, far beyond guessing, and short enough for a link. */
const SIGNATURE_BYTES = 16;

/** `secret` may serve other purposes too: the key for links is derived from it. */
export function createReactionTokens(secret: Buffer): ReactionTokens {
  const key = createHmac('sha256', secret).update('reaction links').digest();
  const sign = (text: string) =>
    createHmac('sha256', key).update(text).digest().subarray(0, SIGNATURE_BYTES);

  return {
    write(token) {
      const payload = Buffer.from(payloadOf(token), 'utf8').toString('base64url');
      const shop = token.shopId.toString(36);
      const send = token.sendId.toString(36);
      const signed = `${LETTERS[token.kind]}${shop}.${send}.${payload}`;
      return `${signed}.${sign(signed).toString('base64url')}`;
    },
    read(text) {
      const match = PATTERN.exec(text);
      if (!match) return null;
      const [, letter = '', shop = '', send = '', payload = '', signature = ''] = match;
      const expected = sign(text.slice(0, -signature.length - 1));
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const place = { shopId: Number.parseInt(shop, 36), sendId: Number.parseInt(send, 36) };
      return tokenOf(letter, place, Buffer.from(payload, 'base64url').toString('utf8'));
    },
  };
}

function payloadOf(token: ReactionToken): string {
  switch (token.kind) {
    case 'click':
      return token.url;
    case 'answer':
      return token.answerId;
    case 'open':
    case 'unsubscribe':
    case 'status':
      return '';
  }
}

function tokenOf(
  letter: string,
  place: { readonly shopId: number; readonly sendId: number },
  payload: string,
): ReactionToken | null {
  switch (letter) {
    case LETTERS.open:
      return { kind: 'open', ...place };
    case LETTERS.click:
      return { kind: 'click', ...place, url: payload };
    case LETTERS.answer:
      return { kind: 'answer', ...place, answerId: payload };
    case LETTERS.unsubscribe:
      return { kind: 'unsubscribe', ...place };
    case LETTERS.status:
      return { kind: 'status', ...place };
    default:
      return null;
  }
}
