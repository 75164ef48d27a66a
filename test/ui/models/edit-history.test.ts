import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EditHistory,
  edit,
  endStep,
  redo,
  startHistory,
  undo,
} from '../../../admin-app/ui/models/edit-history.ts';

function typed(history: EditHistory<string>, word: string, about: string): EditHistory<string> {
  return [...word].reduce((now, letter) => edit(now, now.present + letter, about), history);
}

describe('undo and redo', () => {
  it('takes a typed word back as one step', () => {
    const history = typed(startHistory('A '), 'word', 'subject');
    expect(history.present).toBe('A word');
    expect(undo(history).present).toBe('A ');
  });

  it('keeps edits of two fields apart', () => {
    const history = typed(typed(startHistory(''), 'ab', 'subject'), 'cd', 'preheader');
    expect(undo(history).present).toBe('ab');
    expect(undo(undo(history)).present).toBe('');
  });

  it('starts a new step after leaving the field', () => {
    const history = typed(endStep(typed(startHistory(''), 'ab', 'subject')), 'cd', 'subject');
    expect(undo(history).present).toBe('ab');
  });

  it('does not join edits without a subject', () => {
    const history = edit(edit(startHistory(0), 1, null), 2, null);
    expect(undo(history).present).toBe(1);
  });

  it('does not join what follows an undo with what came before', () => {
    const before = edit(startHistory(''), 'a', null);
    const history = typed(undo(typed(before, 'bc', 'subject')), 'd', 'subject');
    expect(history.present).toBe('ad');
    expect(undo(history).present).toBe('a');
  });

  it('forgets what was undone once something else is done', () => {
    const history = edit(undo(edit(startHistory(0), 1, null)), 2, null);
    expect(redo(history).present).toBe(2);
  });

  it('stays where it is when there is nothing to undo or redo', () => {
    const history = startHistory(0);
    expect(undo(history)).toBe(history);
    expect(redo(history)).toBe(history);
  });

  it('leads back to the start and forth to the end, whatever was done', () => {
    const step = fc.record({ value: fc.integer(), about: fc.option(fc.constantFrom('a', 'b')) });
    fc.assert(
      fc.property(fc.integer(), fc.array(step, { maxLength: 50 }), (start, steps) => {
        const end = steps.reduce(
          (now, { value, about }) => edit(now, value, about),
          startHistory(start),
        );
        let history = end;
        for (let count = 0; count < 60; count += 1) history = undo(history);
        expect(history.present).toBe(start);
        for (let count = 0; count < 60; count += 1) history = redo(history);
        expect(history.present).toBe(end.present);
      }),
    );
  });
});
