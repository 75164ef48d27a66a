import type { Via } from './exit-path.ts';

const REACTIONS_IN_WORDS = {
  opened: 'opened',
  clicked: 'clicked',
  ordered: 'ordered',
  answered: 'answered',
  'coupon used': 'used the coupon',
  visited: 'visited the shop',
} as const;

/** The label of a way out; empty where there is nothing to tell apart. */
export function viaInWords(via: Via): string {
  switch (via.kind) {
    case 'next':
      return '';
    case 'reaction': {
      const what = REACTIONS_IN_WORDS[via.reaction];
      const which = via.answer === null ? what : `${what} “${via.answer}”`;
      return via.atOnce ? `${which}, at once` : which;
    }
    case 'arm':
      return via.name;
    case 'otherwise':
      return 'otherwise';
    case 'unreachable':
      return 'cannot be reached';
    case 'outranked':
      return 'gave way to something more important';
    case 'unavailable':
      return 'no code to be had';
  }
}
