/** At most `max` marketing messages to one customer within any `windowMs` milliseconds. */
export type Cap = { readonly max: number; readonly windowMs: number };

export type CapVerdict =
  | { readonly kind: 'allowed' }
  /** `freeAt`: epoch milliseconds at which the next one may go, or null if the cap allows none at all. */
  | { readonly kind: 'capped'; readonly freeAt: number | null };

/**
 * Checks a cap against the times (epoch milliseconds, any order) of the messages that count: those sent and those
 * already on their way, which may lie a little after `now`. One that lies exactly a window back no longer counts.
 */
export function checkCap(cap: Cap, sentAt: readonly number[], now: number): CapVerdict {
  if (cap.max <= 0) return { kind: 'capped', freeAt: null };
  const within = sentAt.filter((at) => at > now - cap.windowMs).sort((a, b) => b - a);
  // Free again when the window has left behind the one that fills it, counted from the latest.
  const filling = within[cap.max - 1];
  if (filling === undefined) return { kind: 'allowed' };
  return { kind: 'capped', freeAt: filling + cap.windowMs };
}

/** Checks several caps at once; capped until the last of them is free. */
export function checkCaps(
  caps: readonly Cap[],
  sentAt: readonly number[],
  now: number,
): CapVerdict {
  let freeAt = now;
  for (const cap of caps) {
    const verdict = checkCap(cap, sentAt, now);
    if (verdict.kind === 'allowed') continue;
    if (verdict.freeAt === null) return verdict;
    freeAt = Math.max(freeAt, verdict.freeAt);
  }
  return freeAt > now ? { kind: 'capped', freeAt } : { kind: 'allowed' };
}
