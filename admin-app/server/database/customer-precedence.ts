/**
 * Which of two words about a customer counts, so that the same words heard twice, late or in another order leave the same
 * rows: SQL over the stored row `c` and the incoming one, `excluded`. Each kind of word has its own time: the profile goes by
 * (updated_at, as_of), consents by when they were given. Deletion and redaction are final.
 */

export const NEWER = '(excluded.updated_at, excluded.as_of) > (c.updated_at, c.as_of)';
export const AS_COMPLETE = 'excluded.updated_at >= coalesce(c.complete_as_of, excluded.updated_at)';
export const STATISTICS_NEWER = `excluded.statistics_as_of > coalesce(c.statistics_as_of, '-infinity')`;
/** What was asked for an earlier metafield, or earlier for the same, gives way. */
export const LOYALTY_NEWER = `(excluded.loyalty_edition is not null
  and (excluded.loyalty_edition, excluded.loyalty_as_of)
      > (coalesce(c.loyalty_edition, 0), coalesce(c.loyalty_as_of, '-infinity')))`;
/** Words about what is gone for good change nothing. */
export const STILL_THERE = 'c.deleted_at is null and c.redacted_at is null';

/**
 * Of two consents of the same second the one that is not a yes counts. Where Shopify never noted a time, the newest
 * complete record decides.
 */
export function consentNewer(channel: 'email' | 'sms'): string {
  const rank = (row: string) =>
    `(coalesce(${row}.${channel}_consent_at, '-infinity'), ${row}.${channel}_consent <> 'subscribed')`;
  const neverNoted = `coalesce(excluded.${channel}_consent_at, c.${channel}_consent_at) is null`;
  return `(${rank('excluded')} > ${rank('c')} or (${neverNoted} and ${AS_COMPLETE}))`;
}

/** `column = the incoming value when …, else the stored one`, for each column. */
export function takeOver(columns: readonly string[], when: string): string {
  return columns
    .map((column) => `${column} = case when ${when} then excluded.${column} else c.${column} end`)
    .join(', ');
}

export const PROFILE_UPDATE = takeOver(
  ['first_name', 'last_name', 'email', 'phone', 'country', 'created_at', 'updated_at', 'as_of'],
  NEWER,
);
