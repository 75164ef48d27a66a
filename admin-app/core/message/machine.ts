/**
 * Opens and clicks by machines: recorded, shown apart, deciding nothing. Told by what is documented, in this order:
 *
 * - HEAD asks for headers only; link checkers do that (RFC 9110, section 9.3.2).
 * - `Sec-Purpose`, `Purpose`, `X-Moz`: prefetch, prerender or preview ahead of a person's click (Fetch standard).
 * - Scanners, previews of chat programs and crawlers that name themselves.
 * - Apple's Mail Privacy Protection loads every picture by itself, through proxies whose user agent is the bare
 *   "Mozilla/5.0" (as large senders have reported since 2021). Google's and Yahoo's picture proxies stay out of this
 *   list: they load when a person opens the mail.
 * - Within two seconds of sending: a person needs longer to get a mail, open it and click; a gateway that tries all
 *   links before delivery does not.
 *
 * A scanner that waits and pretends to be a browser passes as a person; nothing in the request gives it away.
 */
import type { Instant } from '../time.ts';

export interface Visit {
  readonly method: string;
  readonly userAgent: string | null;
  /** The request's `Sec-Purpose`, `Purpose` or `X-Moz` header. */
  readonly purpose: string | null;
  readonly at: Instant;
  /** When the mail went out; null while it is still being handed over. */
  readonly sentAt: Instant | null;
}

const TOO_FAST_MS = 2_000;
const BARE_AGENT = 'mozilla/5.0';

const MACHINE_AGENTS =
  /bot\b|crawl|spider|scan|preview|prefetch|headless|barracuda|proofpoint|mimecast|ironport|symantec|messagelabs|trendmicro|trend micro|fortiguard|forcepoint|sophos|mcafee|trustwave|safelinks|facebookexternalhit|slackbot|whatsapp|telegram|skypeuripreview|curl\/|wget\/|python|java\/|okhttp|go-http-client|libwww|httpclient|axios|node-fetch|undici/i;

/** Why the visit counts as a machine's, in a few words; null for a person. */
export function machineReason(visit: Visit): string | null {
  const agent = visit.userAgent?.trim() ?? '';
  if (visit.method === 'HEAD') return 'asked for headers only';
  if (visit.purpose !== null && /prefetch|prerender|preview/i.test(visit.purpose)) {
    return 'loaded ahead of a click';
  }
  if (agent === '') return 'no user agent';
  if (agent.toLowerCase() === BARE_AGENT) return 'privacy proxy';
  if (MACHINE_AGENTS.test(agent)) return 'scanner or program';
  if (visit.sentAt === null || visit.at - visit.sentAt < TOO_FAST_MS) return 'faster than a person';
  return null;
}
