/** The languages that a shop's messages should have. */
import { inOrder, type LanguageChoice } from '../../core/message/language.ts';
import type { Instant } from '../../core/time.ts';
import type * as Languages from '../database/languages.ts';
import type { ShopTransaction } from '../database/tenant.ts';

export interface LanguageCounts {
  /** Most customers first. */
  readonly counts: readonly Languages.LanguageCount[];
  /** Null when they were counted just now. */
  readonly countedAt: Instant | null;
}

export interface ShopLanguagesDeps {
  readonly store: Pick<typeof Languages, 'readLanguages'>;
  /** Of the customers, as they were last counted; null while a large shop is counted for the first time. */
  readonly readLanguageCounts: (tx: ShopTransaction) => Promise<LanguageCounts | null>;
}

/** The chosen ones; while nobody has chosen, those of customers who can be written to, and the fallback. */
export async function readWantedLanguages(
  { store, readLanguageCounts }: ShopLanguagesDeps,
  tx: ShopTransaction,
): Promise<LanguageChoice> {
  const stored = await store.readLanguages(tx);
  if (stored.version > 0) return stored.choice;
  return suggestLanguages(await readLanguageCounts(tx), stored.choice);
}

export function suggestLanguages(
  counted: LanguageCounts | null,
  { fallback }: Pick<LanguageChoice, 'fallback'>,
): LanguageChoice {
  const spoken = counted?.counts.filter(({ subscribed }) => subscribed > 0) ?? [];
  return { languages: inOrder([fallback, ...spoken.map(({ language }) => language)]), fallback };
}
