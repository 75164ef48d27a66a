import { signal } from '@preact/signals';
import type { ShopView, StaffView } from '../../contract/home.ts';
import type { LanguageChoice } from '../../core/message/language.ts';
import { LANGUAGES } from '../../core/message/types.ts';
import type { Instant } from '../../core/time.ts';
import type { Api } from '../api.ts';
import { writeFor } from '../language/format.ts';
import { knowStaff } from '../language/staff.ts';

interface KnownShop {
  readonly view: ShopView;
  /** This page's own clock when the server said `view.now`. */
  readonly heardAt: number;
}

const known = signal<KnownShop | null>(null);

/** The shop we work for; null until the server has said. */
export function shop(): ShopView | null {
  return known.value?.view ?? null;
}

/** The languages that the shop writes to its customers in; all, until the server has said. */
export function shopLanguages(): LanguageChoice {
  return shop()?.languages ?? { languages: LANGUAGES, fallback: 'en' };
}

/** They were chosen anew on this page. */
export function knowLanguages(languages: LanguageChoice): void {
  const shop = known.peek();
  if (shop) known.value = { ...shop, view: { ...shop.view, languages } };
}

/** The server's now, which the demo can move; counted on since it was last heard. */
export function now(): Instant {
  const shop = known.value;
  return shop ? shop.view.now + (performance.now() - shop.heardAt) : Date.now();
}

export function setShop(view: ShopView): void {
  writeFor(view);
  known.value = { view, heardAt: performance.now() };
}

/**
 * The server for pages: their answers wait for the shop's currency and zone, which are asked for at once, so that no
 * sum is ever shown in the wrong currency.
 */
export function apiOfShop(api: Api): Api {
  let asked: Promise<void> | null = null;
  const shopKnown = () => {
    asked ??= api.get<ShopView>('/api/shop').then(
      (view) => {
        setShop(view);
        // Names are an extra that no page waits for.
        void api.get<StaffView>('/api/staff').then(knowStaff, () => {});
      },
      (error: unknown) => {
        asked = null;
        throw error;
      },
    );
    return asked;
  };
  // Whoever needs the answer hears of a failure.
  shopKnown().catch(() => {});
  return {
    ...api,
    get: async <Answer>(...request: Parameters<Api['get']>) => {
      const [answer] = await Promise.all([api.get<Answer>(...request), shopKnown()]);
      return answer;
    },
  };
}
