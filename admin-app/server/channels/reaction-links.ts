import type { EmailLinks } from '../../core/message/types.ts';
import type { ReactionTokens } from './signed-token.ts';

export type MakeLinks = (shopId: number, sendId: number) => EmailLinks;

/** Links of one mail, on our own address; `http/reactions.ts` answers them. */
export function createReactionLinks(publicUrl: URL, tokens: ReactionTokens): MakeLinks {
  const base = publicUrl.origin;
  return (shopId, sendId) => {
    const place = { shopId, sendId };
    return {
      track: (url) => `${base}/r/c/${tokens.write({ kind: 'click', ...place, url })}`,
      answer: (answerId) => `${base}/r/a/${tokens.write({ kind: 'answer', ...place, answerId })}`,
      unsubscribe: `${base}/r/u/${tokens.write({ kind: 'unsubscribe', ...place })}`,
      pixel: `${base}/r/o/${tokens.write({ kind: 'open', ...place })}.gif`,
    };
  };
}

/** Where the SMS provider reports what became of a send; `http/sms-webhooks.ts` answers. */
export function createStatusUrl(publicUrl: URL, tokens: ReactionTokens) {
  return (shopId: number, sendId: number) =>
    `${publicUrl.origin}/sms/status/${tokens.write({ kind: 'status', shopId, sendId })}`;
}
