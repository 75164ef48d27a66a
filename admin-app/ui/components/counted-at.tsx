import type { Instant } from '../../core/time.ts';
import { fromNow, number } from '../language/format.ts';
import { t } from '../language/t.ts';
import { now } from '../models/shop.ts';

/** In words while a large shop is counted for the first time. */
export function figure(n: number | null): string {
  return n === null ? t('home.beingCounted') : number(n);
}

/** How old figures are that a large shop is not counted anew for; nothing where they were counted just now. */
export function CountedAt({ at }: { readonly at: Instant | null }) {
  if (at === null) return null;
  return <p class="small soft">{t('home.countedAt', { when: fromNow(at, now()) })}</p>;
}
