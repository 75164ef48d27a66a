/**
 * The place of one customer in a message's own draw, 0 to 99: the same for ever, here and on the shop's page, and as good
 * as random from salt to salt. Messages with the same salt share one draw, so that arms which do not overlap never meet
 * in one customer. Whoever has no seed (a visitor nothing is kept of) is in place 0.
 */
export function bucketOf(salt: string, seed: number | null | undefined): number {
  if (!seed) return 0;
  let hash = 0;
  for (const character of `${salt}:${seed}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return (hash >>> 0) % 100;
}
