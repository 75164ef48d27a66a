import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, rank } from '../../../admin-app/core/priority/rank.ts';
import { losingReasonInWords } from '../../../admin-app/core/priority/rank-in-words.ts';
import { PRIORITY_CLASSES } from '../../../admin-app/core/priority/types.ts';

function candidate(overrides: Partial<Candidate> & { readonly key: string }): Candidate {
  return { priorityClass: 'lifecycle', endsAt: null, ownerRank: 0, refusal: null, ...overrides };
}

const anyCandidate = fc.record({
  priorityClass: fc.constantFrom(...PRIORITY_CLASSES),
  endsAt: fc.option(fc.integer({ min: 0, max: 3 })),
  ownerRank: fc.integer({ min: 0, max: 2 }),
  refusal: fc.option(fc.constantFrom('ended', 'held out')),
  moved: fc.option(fc.constantFrom(...PRIORITY_CLASSES), { freq: 4 }),
});
const anyCandidates = fc.array(anyCandidate, { maxLength: 12 }).map((all) =>
  all.map(
    ({ moved, ...rest }, index): Candidate => ({
      ...rest,
      key: `m${index}`,
      ...(moved ? { override: { priorityClass: moved, reason: 'the owner said so' } } : {}),
    }),
  ),
);

describe('the order of a ranking', () => {
  it('goes by class from ad hoc to frequent', () => {
    const backwards = [...PRIORITY_CLASSES]
      .reverse()
      .map((priorityClass) => candidate({ key: priorityClass, priorityClass }));
    const ranking = rank(backwards);
    expect(ranking.winner?.key).toBe('ad hoc');
    expect(ranking.losers.map((loser) => loser.key)).toEqual(PRIORITY_CLASSES.slice(1));
  });

  const pairs = [
    ['the more urgent class', { priorityClass: 'yearly' }, { priorityClass: 'login return' }],
    ['a class ahead of an end', { priorityClass: 'yearly' }, { endsAt: 1 }],
    [
      'the class its owner moved it to',
      { priorityClass: 'frequent', override: { priorityClass: 'ad hoc', reason: 'recall' } },
      { priorityClass: 'yearly' },
    ],
    [
      'what stayed, ahead of what its owner moved down',
      { priorityClass: 'yearly' },
      { priorityClass: 'ad hoc', override: { priorityClass: 'frequent', reason: 'minor' } },
    ],
    ['what ends sooner', { endsAt: 100, ownerRank: 9 }, { endsAt: 101, ownerRank: 1 }],
    ['what ends at all', { endsAt: 100 }, { endsAt: null }],
    ["the owner's order between two that never end", { ownerRank: 1 }, { ownerRank: 2 }],
    [
      "the owner's order between equal ends",
      { endsAt: 5, ownerRank: 1 },
      { endsAt: 5, ownerRank: 2 },
    ],
    ['the key when nothing else differs', {}, {}],
  ] as const;
  it.each(pairs)('puts first %s', (_, ahead, behind) => {
    const first = candidate({ key: 'a', ...ahead });
    const second = candidate({ key: 'b', ...behind });
    expect(rank([second, first]).winner).toBe(first);
  });

  it('takes the better key, not the first given, even where keys are not letters', () => {
    const keys = ['é', 'z', '10', '9', 'Z'];
    expect(rank(keys.map((key) => candidate({ key }))).winner?.key).toBe('10');
  });
});

describe('the reasons of a ranking', () => {
  it('gives each refused its refusal and each outranked the winner and the rule', () => {
    const { winner, losers } = rank([
      candidate({ key: 'gone', priorityClass: 'ad hoc', refusal: 'ended' }),
      candidate({ key: 'birthday', priorityClass: 'yearly', endsAt: 7 }),
      candidate({ key: 'anniversary', priorityClass: 'yearly' }),
      candidate({ key: 'nudge', priorityClass: 'frequent' }),
    ]);
    expect(winner?.key).toBe('birthday');
    expect(losers).toEqual([
      { key: 'gone', reason: { kind: 'refused', refusal: 'ended' } },
      {
        key: 'anniversary',
        reason: { kind: 'outranked', by: 'birthday', criterion: 'ends sooner' },
      },
      { key: 'nudge', reason: { kind: 'outranked', by: 'birthday', criterion: 'class' } },
    ]);
    expect(losers.map((loser) => losingReasonInWords(loser.reason, (key) => `"${key}"`))).toEqual([
      'ended',
      'outranked by "birthday": it ends sooner',
      'outranked by "birthday": it is more urgent',
    ]);
  });

  it('has no winner when all are refused, or there are none', () => {
    expect(rank([])).toEqual({ winner: null, losers: [] });
    const { winner, losers } = rank([candidate({ key: 'a', refusal: 'ended' })]);
    expect(winner).toBeNull();
    expect(losers).toHaveLength(1);
  });
});

describe('every ranking', () => {
  it('is the same whatever order its candidates come in', () => {
    fc.assert(
      fc.property(
        anyCandidates.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          ),
        ),
        ([all, shuffled]) => {
          expect(rank(shuffled)).toEqual(rank(all));
        },
      ),
    );
  });

  it('keeps its winner when worse candidates join', () => {
    fc.assert(
      fc.property(anyCandidates, anyCandidates, (some, more) => {
        const before = rank(some).winner;
        const joining = more.map((each) => ({ ...each, key: `new ${each.key}` }));
        const worse = joining.filter((each) => before && rank([before, each]).winner === before);
        expect(rank([...some, ...worse]).winner).toBe(before);
      }),
    );
  });

  it('keeps its winner when a loser leaves', () => {
    fc.assert(
      fc.property(anyCandidates, (all) => {
        const { winner, losers } = rank(all);
        for (const loser of losers)
          expect(rank(all.filter((each) => each.key !== loser.key)).winner).toBe(winner);
      }),
    );
  });

  it('accounts for every candidate once', () => {
    fc.assert(
      fc.property(anyCandidates, (all) => {
        const { winner, losers } = rank(all);
        const keys = [...(winner ? [winner.key] : []), ...losers.map((loser) => loser.key)];
        expect(keys.toSorted()).toEqual(all.map((each) => each.key).toSorted());
      }),
    );
  });
});
