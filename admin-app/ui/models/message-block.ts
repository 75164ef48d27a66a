/** A message block's content by language, whatever its channel. */
import { fallbackOf } from '../../core/message/language.ts';
import type { Language } from '../../core/message/types.ts';
import type { Channel, MessageBlock } from '../../core/scenario/types.ts';
import { NO_CONTENT } from './email-content.ts';
import { shopLanguages } from './shop.ts';

export type MessageContent = NonNullable<MessageBlock['content'][Language]>;

export function contentIn(block: MessageBlock, language: Language): MessageContent | undefined {
  return block.content[language];
}

/** `content` must be of the block's own channel. */
export function withContent(
  block: MessageBlock,
  language: Language,
  content: MessageContent,
): MessageBlock {
  // The content is of the block's channel, so the whole is still that channel's block.
  return withFallback({
    ...block,
    content: { ...block.content, [language]: content },
  } as MessageBlock);
}

export function withoutContent(block: MessageBlock, language: Language): MessageBlock {
  const { [language]: _removed, ...others } = block.content;
  // Nothing but a language was taken out.
  return withFallback({ ...block, content: others } as MessageBlock);
}

/** Its own fallback is always one that is written. */
function withFallback(block: MessageBlock): MessageBlock {
  return { ...block, fallbackLanguage: fallbackOf(block, shopLanguages()) };
}

export function emptyContent(channel: Channel): MessageContent {
  switch (channel) {
    case 'email':
      return NO_CONTENT;
    case 'sms':
      return { text: '' };
    case 'push':
      return { title: '', body: '', url: '{{ shop.url }}' };
    case 'on-site':
      return { title: '', body: '', buttonLabel: '', buttonUrl: '' };
  }
}
