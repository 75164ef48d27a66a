import { CHANNEL_WORDS } from './blocks/message/channel-words.ts';
import type { DefinitionIndex } from './definition-index.ts';
import type { ScenarioInput } from './enrolment-types.ts';

/** What happened, for the history. */
export function causeInWords(input: ScenarioInput, { blocks }: DefinitionIndex): string {
  switch (input.kind) {
    case 'entered':
      return input.cause;
    case 'timer':
      return 'time is over';
    case 'ordered':
    case 'removed':
    case 'visited':
    case 'goal reached':
    case 'coupon issued':
    case 'coupon used':
      return input.kind;
    case 'send settled': {
      const block = blocks.get(input.blockId);
      const channel = block?.kind === 'message' ? block.channel : 'email';
      return `${CHANNEL_WORDS[channel].in} ${input.result}`;
    }
    case 'reacted':
      return input.answer ? `answered “${input.answer}”` : input.reaction;
    case 'branch decided': {
      const block = blocks.get(input.blockId);
      const arm = block?.kind === 'branch' ? block.arms[input.arm ?? -1] : undefined;
      return arm ? `matches “${arm.name}”` : 'matches none';
    }
    case 'coupon unavailable':
      return `no coupon: ${input.reason}`;
    case 'moved':
      return `moved by ${input.by}`;
  }
}
