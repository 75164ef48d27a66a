import type { WaitBlock } from '../../types.ts';
import { nextExit } from '../exit-path.ts';
import { hourInWords, hoursInWords } from '../hours-in-words.ts';

export { nextExit as exitsOf };

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export function nameOf(block: WaitBlock): string {
  return describe(block);
}

export function describe({ until }: WaitBlock): string {
  switch (until.kind) {
    case 'time':
      return `Wait ${hoursInWords(until.hours)}`;
    case 'hour':
      return `Wait until ${hourInWords(until.hour)}`;
    case 'weekday':
      return `Wait until ${WEEKDAYS[until.weekday - 1] ?? '?'}, ${hourInWords(until.hour)}`;
    case 'messages settled':
      return 'Wait until the messages are sent';
    case 'date': {
      const date = until.date === 'birthday' ? 'the birthday' : 'the predicted next order';
      const { daysBefore: days } = until;
      const day = days === 0 ? date : `${days} ${days === 1 ? 'day' : 'days'} before ${date}`;
      return `Wait until ${day}, ${hourInWords(until.hour)}`;
    }
  }
}
