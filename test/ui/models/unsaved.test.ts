import { describe, expect, it } from 'vitest';
import {
  guardUnsaved,
  hasUnsaved,
  mayLeave,
  question,
} from '../../../admin-app/ui/models/unsaved.ts';

describe('the guard of unsaved changes', () => {
  it('lets go at once when nothing is unsaved', async () => {
    const unguard = guardUnsaved(() => false);
    await expect(mayLeave()).resolves.toBe(true);
    expect(question.value).toBeNull();
    unguard();
  });

  it('asks first, and stays where it is on "stay"', async () => {
    const unguard = guardUnsaved(() => true);
    const leaving = mayLeave();
    expect(question.value).not.toBeNull();
    question.value?.answer(false);
    await expect(leaving).resolves.toBe(false);
    expect(hasUnsaved()).toBe(true);
    unguard();
  });

  it('does not ask again once losing the changes was agreed to', async () => {
    const unguard = guardUnsaved(() => true);
    const leaving = mayLeave();
    question.value?.answer(true);
    await expect(leaving).resolves.toBe(true);
    await expect(mayLeave()).resolves.toBe(true);
    unguard();
  });

  it('answers an older question with "stay" when a newer one is asked', async () => {
    const unguard = guardUnsaved(() => true);
    const first = mayLeave();
    const second = mayLeave();
    await expect(first).resolves.toBe(false);
    question.value?.answer(false);
    await expect(second).resolves.toBe(false);
    expect(question.value).toBeNull();
    unguard();
  });

  it('guards only the page that is there: an older page cannot lift the guard of a newer one', () => {
    const unguardFirst = guardUnsaved(() => true);
    const unguardSecond = guardUnsaved(() => true);
    unguardFirst();
    expect(hasUnsaved()).toBe(true);
    unguardSecond();
    expect(hasUnsaved()).toBe(false);
  });
});
