/** What becomes of a send that may not go now: it waits for its next chance, or it lost for good. */
export type Deferral =
  | { readonly kind: 'deferred' /** Epoch milliseconds. */; readonly until: number }
  | { readonly kind: 'outranked' };

/**
 * Lets a loser wait until its next chance, if that comes before it expires.
 *
 * @param expiresAt Epoch milliseconds from which the send is pointless; null if it never is.
 * @param nextChanceAt Epoch milliseconds at which it may compete again (see `Cap`); null if that time never comes.
 */
export function deferral(expiresAt: number | null, nextChanceAt: number | null): Deferral {
  if (nextChanceAt === null) return { kind: 'outranked' };
  if (expiresAt !== null && nextChanceAt >= expiresAt) return { kind: 'outranked' };
  return { kind: 'deferred', until: nextChanceAt };
}
