/**
 * Guards unsaved changes: a page says when it has some; whoever is about to leave asks first. The question is shown by
 * whoever watches `question`.
 */
import { signal } from '@preact/signals';

type IsDirty = () => boolean;

let guard: IsDirty | null = null;

/** The open question "leave without saving?"; null when nobody asks. */
export const question = signal<{ readonly answer: (leave: boolean) => void } | null>(null);

/** Watches a page's changes until the returned function is called. */
export function guardUnsaved(isDirty: IsDirty): () => void {
  guard = isDirty;
  return () => {
    if (guard === isDirty) guard = null;
  };
}

export function hasUnsaved(): boolean {
  return guard?.() ?? false;
}

/** True when nothing would be lost, or the person agrees to lose it (the guard is then lifted). */
export async function mayLeave(): Promise<boolean> {
  if (!hasUnsaved()) return true;
  question.value?.answer(false);
  const leave = await new Promise<boolean>((resolve) => {
    const answer = (leave: boolean) => {
      question.value = null;
      resolve(leave);
    };
    question.value = { answer };
  });
  if (leave) guard = null;
  return leave;
}
