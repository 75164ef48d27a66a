import { describe, expect, it } from 'vitest';
import { customersIn } from '../../../admin-app/ui/models/customer-list.ts';
import { weeksOf } from '../../../admin-app/ui/models/dry-run.ts';
import { messageBefore, newArm, newBlock } from '../../../admin-app/ui/models/new-block.ts';
import { winBack } from '../../support/win-back.ts';

describe('a list of customers as it is pasted', () => {
  it.each([
    ['one per line', 'anna@example.com\nbo@example.com', ['anna@example.com', 'bo@example.com']],
    ['a column with its heading', 'Customer ID\n"1001"\n"1002"\n', [1001, 1002]],
    ['commas, semicolons and tabs', '7,8;9\t10', [7, 8, 9, 10]],
    ['names with addresses', 'Anna <anna@example.com>', ['anna@example.com']],
    ['the same twice', '5 5 a@b.pl a@b.pl', [5, 'a@b.pl']],
    ['nothing in it', 'nobody, 0, -3', []],
    ['a number too long for any customer', '12345678901234567890', []],
  ])('is read from %s', (_what, text, expected) => {
    expect(customersIn(text)).toEqual(expected);
  });
});

describe('the weeks of a dry run', () => {
  it('add up days from the first on and keep weeks without anything', () => {
    const weeks = weeksOf([
      { day: '2026-02-26', entered: 1, sends: 2 },
      { day: '2026-03-04', entered: 3, sends: 4 },
      { day: '2026-03-20', entered: 5, sends: 6 },
    ]);
    expect(weeks).toEqual([
      { day: '2026-02-26', entered: 4, sends: 6 },
      { day: '2026-03-05', entered: 0, sends: 0 },
      { day: '2026-03-12', entered: 0, sends: 0 },
      { day: '2026-03-19', entered: 5, sends: 6 },
    ]);
  });

  it('are none when nobody entered', () => {
    expect(weeksOf([])).toEqual([]);
  });
});

describe('a new block', () => {
  const words = {
    name: (choice: string, number: number) => `${choice} ${number}`,
    language: 'pl',
  } as const;
  const at = (after: string) => ({ definition: winBack, after, taken: new Set(['wait-1']) });

  it('is numbered among its like and never takes an id that was used', () => {
    expect(newBlock('email', at('start'), words)).toMatchObject({
      name: 'email 4',
      id: 'message-1',
    });
    expect(newBlock('wait', at('start'), words).id).toBe('wait-2');
  });

  it('waits for a reaction to the message that customers were sent last', () => {
    expect(messageBefore(at('email-2'))?.id).toBe('email-2');
    expect(messageBefore(at('answer'))?.id).toBe('question');
    expect(messageBefore(at('start'))).toBeNull();
  });

  it('gives an arm a letter of its own', () => {
    expect(newArm([{ id: 'a' }, { id: 'c' }], 'x')).toMatchObject({ id: 'b', name: 'B' });
  });
});
