/** What can be wrong with a single text, whatever the channel, found before anybody gets it. */
import { liquidFault } from './liquid.ts';

/** `field` is a path inside the content, e.g. "body.2.label". */
export interface ContentFault {
  readonly field: string;
  readonly message: string;
}

/** For a text that must say something. `what` begins a sentence: "The subject". */
export function textFaults(field: string, what: string, text: string): readonly ContentFault[] {
  if (text.trim() === '') return [{ field, message: `${what} is empty.` }];
  return liquidFaults(field, what, text);
}

/** For a text that may be empty. */
export function liquidFaults(field: string, what: string, text: string): readonly ContentFault[] {
  const fault = liquidFault(text);
  return fault === null ? [] : [{ field, message: `${what} cannot be read: ${fault}.` }];
}
