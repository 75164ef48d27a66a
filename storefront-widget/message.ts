/** Checks one message as the app's data has it. */
import type { OnSiteMessage } from '../admin-app/core/priority/on-site.ts';
import { PRIORITY_CLASSES } from '../admin-app/core/priority/types.ts';

/** An http(s) address or a path of the shop; never one that runs a script. Or nothing. */
const PAGE_ADDRESS = /^((https?:\/)?\/|$)/i;

/**
 * Throws or answers false when a part of it that always counts is missing or wrong. What only some messages ask for is
 * left to the ranking, which throws or refuses where it makes no sense.
 */
export function isMessage(message: OnSiteMessage): boolean {
  const { id, priorityClass, ownerRank, from, until, texts } = message;
  return (
    PRIORITY_CLASSES.includes(priorityClass) &&
    Number.isFinite(ownerRank + (from ?? 0) + (until ?? 0)) &&
    Object.values(texts).every(
      ({ title, body, buttonLabel = '', buttonUrl = '', code = '' }) =>
        [id, title, body, buttonLabel, buttonUrl, code].every((text) => typeof text === 'string') &&
        PAGE_ADDRESS.test(buttonUrl),
    )
  );
}
