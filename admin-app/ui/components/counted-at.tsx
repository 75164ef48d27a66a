import type { Instant } from '../../core/time.ts';
import { fromNow } from '../language/format.ts';
import { t } from '../language/t.ts';
import { now } from '../models/shop.ts';

/** How old figures are that a large shop is not counted anew for; nothing where they were counted just now. */
export function CountedAt({ at }: { readonly at: Instant | null }) {
  if (at === null) return null;
  return <p class="small soft">{t('home.countedAt', { when: fromNow(at, now()) })}</p>;
}
