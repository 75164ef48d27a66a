import { formatDay } from '../../../time.ts';
import type { MessageBlock } from '../../types.ts';
import { type ExitPath, nextExit, optionalExit } from '../exit-path.ts';
import { hourInWords } from '../hours-in-words.ts';
import { CHANNEL_WORDS } from './channel-words.ts';

export function nameOf(block: MessageBlock): string {
  return block.name;
}

/** What it says first, as staff wrote it, in the language that everybody can fall back to; and when it leaves. */
export function describe(block: MessageBlock): string {
  const text = shortened(headlineOf(block).trim());
  const channel = CHANNEL_WORDS[block.channel].first;
  const what = text ? `${channel} “${text}”` : `${channel} without ${missingWord(block)}`;
  return `${what}${whenInWords(block)}`;
}

const MOST_CHARACTERS = 60;

function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= MOST_CHARACTERS) return text;
  return `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`;
}

/** What it says first, in the language that everybody can fall back to; empty where that is not written. */
export function headlineOf(block: MessageBlock): string {
  const { fallbackLanguage: language } = block;
  switch (block.channel) {
    case 'email':
      return block.content[language]?.subject ?? '';
    case 'sms':
      return block.content[language]?.text ?? '';
    case 'push':
    case 'on-site':
      return block.content[language]?.title ?? '';
  }
}

function missingWord({ channel }: MessageBlock): string {
  if (channel === 'email') return 'a subject';
  return channel === 'sms' ? 'a text' : 'a title';
}

function whenInWords({ sendTime }: MessageBlock): string {
  switch (sendTime.kind) {
    case 'at once':
      return '';
    case 'at hour':
      return ` at ${hourInWords(sendTime.hour)}`;
    case 'best hour':
      return ' at the customer’s best hour';
    case 'local time':
      return ` on ${formatDay(sendTime.day)} at ${hourInWords(sendTime.hour)} of the customer’s clock`;
  }
}

export function exitsOf(block: MessageBlock): readonly ExitPath[] {
  return [
    ...nextExit(block),
    ...optionalExit('unreachable', block.unreachable),
    ...optionalExit('outranked', block.outranked),
  ];
}
