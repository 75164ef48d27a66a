/** What can be wrong with a single text, whatever the channel, found before anybody gets it. */
import { liquidFault } from './liquid.ts';
import type { ContentFault, MessagePart } from './text-problems.ts';

/** For a text that must say something. */
export function textFaults(
  field: string,
  part: MessagePart,
  text: string,
): readonly ContentFault[] {
  if (text.trim() === '') return [{ field, cause: { code: 'empty', part } }];
  return liquidFaults(field, part, text);
}

/** For a text that may be empty. */
export function liquidFaults(
  field: string,
  part: MessagePart,
  text: string,
): readonly ContentFault[] {
  const cause = liquidFault(text);
  return cause === null ? [] : [{ field, cause: { code: 'unreadable', part, cause } }];
}
