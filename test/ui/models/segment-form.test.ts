import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../admin-app/core/segment/parse.ts';
import { print } from '../../../admin-app/core/segment/print.ts';
import {
  addTo,
  conditionsIn,
  duplicateNode,
  type FormGroup,
  formOf,
  groupNode,
  keepingSame,
  moveNode,
  negateNode,
  queryOf,
  removeNode,
} from '../../../admin-app/ui/models/segment-form.ts';
import { ANY_CHOICES, queries } from '../../core/segment/queries.ts';

function formFrom(text: string): FormGroup {
  const read = parse(text);
  if (!read.ok) throw new Error(`${text}: ${read.fault.cause.code}`);
  return formOf(read.query);
}

/** The id of the nth condition. */
function at(form: FormGroup, nth: number): string {
  return conditionsIn(form)[nth]?.id ?? '';
}

function counter(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `new-${count}`;
  };
}

const A = 'number_of_orders = 1';
const B = 'number_of_orders = 2';
const C = 'number_of_orders = 3';

describe('a form', () => {
  it('says what its query says, whatever the query', () => {
    fc.assert(
      fc.property(queries(ANY_CHOICES), (query) => {
        expect(queryOf(formOf(query))).toEqual(query);
      }),
    );
  });

  it('has its conditions in the order of the text', () => {
    fc.assert(
      fc.property(queries(ANY_CHOICES), (query) => {
        const read = parse(print(query));
        if (!read.ok || query.kind === 'everyone') return;
        const places = [...read.places]
          .filter(([{ kind }]) => !['and', 'or', 'not'].includes(kind))
          .sort(([, one], [, other]) => one.offset - other.offset);
        expect(conditionsIn(formOf(read.query)).map(({ condition }) => condition)).toEqual(
          places.map(([condition]) => condition),
        );
      }),
    );
  });

  it('gives every node an id of its own', () => {
    fc.assert(
      fc.property(queries(ANY_CHOICES), (query) => {
        const ids: string[] = [];
        const visit = (node: FormGroup): void => {
          ids.push(node.id);
          for (const each of node.of) each.kind === 'group' ? visit(each) : ids.push(each.id);
        };
        visit(formOf(query));
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

/** Moving the nth condition: the query before, which, where to, the query after. */
const MOVES: readonly (readonly [before: string, nth: number, to: 'up' | 'down', after: string])[] =
  [
    [`${A} AND ${B}`, 0, 'down', `${B} AND ${A}`],
    [`${A} AND ${B}`, 0, 'up', `${A} AND ${B}`],
    [`${A} AND ${B}`, 1, 'down', `${A} AND ${B}`],
    [`${A} AND (${B} OR ${C})`, 0, 'down', `${A} OR ${B} OR ${C}`],
    [`(${B} OR ${C}) AND ${A}`, 2, 'up', `${B} OR ${C} OR ${A}`],
    [`${A} AND (${B} OR ${C})`, 1, 'up', `${A} AND ${B} AND ${C}`],
    [`${A} AND (${B} OR ${C})`, 2, 'down', `${A} AND ${B} AND ${C}`],
    [A, 0, 'up', A],
  ];

describe('a form read anew', () => {
  it('keeps the very nodes that say the same', () => {
    const before = formFrom(`${A} AND (${B} OR ${C})`);
    expect(keepingSame(before, formFrom(`${A}  and (${B} or ${C})`))).toBe(before);
    const next = keepingSame(before, formFrom(`${A} AND (${B} OR NOT ${C})`));
    expect(next).toEqual(formFrom(`${A} AND (${B} OR NOT ${C})`));
    expect(next.of[0]).toBe(before.of[0]);
    expect(next.of[1]).not.toBe(before.of[1]);
  });

  it('says what the new text says, whatever was before', () => {
    fc.assert(
      fc.property(queries(ANY_CHOICES), queries(ANY_CHOICES), (one, other) => {
        expect(keepingSame(formOf(one), formOf(other))).toEqual(formOf(other));
      }),
    );
  });
});

describe('editing a form', () => {
  it.each(MOVES)('moves in "%s" condition %i %s', (before, nth, to, after) => {
    const form = formFrom(before);
    expect(print(queryOf(moveNode(form, at(form, nth), to)))).toBe(after);
  });

  it('loses no condition by moving, however often and where to', () => {
    const steps = fc.array(fc.tuple(fc.nat(), fc.constantFrom('up' as const, 'down' as const)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(queries(ANY_CHOICES), steps, (query, moves) => {
        let form = formOf(query);
        const before = conditionsIn(form).length;
        for (const [nth, to] of moves)
          if (before > 0) form = moveNode(form, at(form, nth % before), to);
        expect(conditionsIn(form)).toHaveLength(before);
      }),
    );
  });

  it('takes a condition out; an empty group asks for nothing', () => {
    const form = formFrom(`${A} AND NOT (${B} OR ${C})`);
    const without = removeNode(removeNode(form, at(form, 1)), at(form, 2));
    expect(print(queryOf(without))).toBe(A);
    expect(print(queryOf(removeNode(without, at(form, 0))))).toBe('');
    expect(print(queryOf(removeNode(form, form.id)))).toBe('');
  });

  it('puts a copy behind what is duplicated, with ids of its own', () => {
    const form = formFrom(`${A} AND (${B} OR ${C})`);
    const group = form.of[1]?.id ?? '';
    const copied = duplicateNode(form, group, counter());
    expect(print(queryOf(copied))).toBe(`${A} AND (${B} OR ${C}) AND (${B} OR ${C})`);
    const ids = conditionsIn(copied).map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
  });

  it('puts a condition into a group that the next one joins the other way', () => {
    const form = formFrom(`${A} AND ${B}`);
    const grouped = groupNode(form, at(form, 1), counter());
    expect(print(queryOf(grouped))).toBe(`${A} AND ${B}`);
    const [other] = conditionsIn(formFrom(C));
    if (!other) throw new Error('the query has a condition');
    const joined = addTo(grouped, 'new-1', { ...other, id: 'added' });
    expect(print(queryOf(joined))).toBe(`${A} AND (${B} OR ${C})`);
  });

  it('turns a condition and a group into the opposite and back', () => {
    const form = formFrom(`${A} OR ${B}`);
    const turned = negateNode(negateNode(form, at(form, 0)), form.id);
    expect(print(queryOf(turned))).toBe(`NOT (NOT ${A} OR ${B})`);
    expect(queryOf(negateNode(negateNode(turned, at(turned, 0)), turned.id))).toEqual(
      queryOf(form),
    );
  });
});
