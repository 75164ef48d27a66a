import { describe, expect, it } from 'vitest';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { complete, completionAt } from '../../../admin-app/ui/models/liquid-completion.ts';
import { couponBefore } from '../../../admin-app/ui/models/preview.ts';

/** The text once the first field offered at its last bar, the cursor, is taken; null where none is offered. */
function typed(text: string, language: 'en' | 'fr' | 'pl' = 'en'): string | null {
  const cursor = text.lastIndexOf('|');
  const plain = text.slice(0, cursor) + text.slice(cursor + 1);
  const completion = completionAt(plain, cursor, language);
  const [first] = completion?.fields ?? [];
  if (!completion || !first) return null;
  const { text: written, cursor: at } = complete(plain, completion, first);
  return `${written.slice(0, at)}|${written.slice(at)}`;
}

const TYPED: readonly [what: string, text: string, completed: string | null][] = [
  ['the braces alone', 'Hi {{|', 'Hi {{ customer.first_name }}|'],
  ['the beginning of a name', 'Hi {{ cust| there', 'Hi {{ customer.first_name }}| there'],
  ['a part of a name', '{{ spent|', '{{ customer.spent | money }}|'],
  ['a word of its description', '{{ birth|', '{{ customer.birthday | date: "birthday" }}|'],
  ['a field that is closed already', '{{ cou| }} now', '{{ coupon.code }}| now'],
  ['a condition', '{% if last_o| %}', '{% if last_order.days_ago| %}'],
  ['a tag’s own name', '{% i|', null],
  ['a filter', '{{ customer.spent | mo|', null],
  ['behind a field', '{{ coupon.code }}|', null],
  ['something else', '{{ xyz|', null],
  ['a second word', '{{ last day|', null],
];

describe('completing a field', () => {
  it.each(TYPED)('at %s', (_, text, completed) => {
    expect(typed(text)).toBe(completed);
  });

  it('goes by the words of the person’s language, without their accents', () => {
    expect(typed('{{ prenom|', 'fr')).toBe('{{ customer.first_name }}|');
    expect(typed('{{ ostatnie|', 'pl')).toContain('last_order');
  });
});

function coupon(id: string, next: string): Block {
  return {
    kind: 'coupon',
    id,
    name: id,
    discount: { kind: 'percentage', percent: 10 },
    minimumMinor: null,
    prefix: id,
    validDays: 7,
    next,
    unavailable: null,
  };
}

const wait = (id: string, next: string): Block => ({
  kind: 'wait',
  id,
  until: { kind: 'time', hours: 1 },
  next,
});

const DEFINITION: ScenarioDefinition = {
  goal: { kind: 'none' },
  quiet: null,
  blocks: [
    wait('before', 'first'),
    coupon('first', 'between'),
    wait('between', 'second'),
    coupon('second', 'after'),
    wait('after', 'end'),
    { kind: 'exit', id: 'end', outcome: 'done' },
  ],
};

describe('the coupon that a preview says', () => {
  it.each([
    ['before', null],
    ['between', 'first'],
    ['after', 'second'],
  ])('at the block “%s” is that of “%s”', (blockId, prefix) => {
    expect(couponBefore(DEFINITION, blockId)?.prefix ?? null).toBe(prefix);
  });
});
