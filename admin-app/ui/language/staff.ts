/** Who of the staff did something: by name where Shopify has told it, otherwise by number. */
import { signal } from '@preact/signals';
import type { StaffView } from '../../contract/home.ts';
import { t } from './t.ts';

const known = signal<StaffView>({ you: null, names: {} });

export function knowStaff(view: StaffView): void {
  known.value = view;
}

/** Of what the server keeps, such as "staff member 12345". */
export function staffInWords(kept: string): string {
  const id = /^staff member (\d+)$/.exec(kept)?.[1];
  if (id === undefined) return kept;
  const { you, names } = known.value;
  return id === you ? t('staff.you') : (names[id] ?? t('staff.member', { id }));
}
