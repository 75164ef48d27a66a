import { deflateRawSync, inflateRawSync } from 'node:zlib';
import PostalMime, { type Address, type Email } from 'postal-mime';
import type { Instant } from '../../../admin-app/core/time.ts';

/** What the list shows of one delivered mail. */
export interface MailSummary {
  readonly id: number;
  /** The envelope's recipients, lower case: who really gets it, whatever the header says. */
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly messageId: string;
  /** When the server accepted it, by the dev store's clock. */
  readonly receivedAt: Instant;
  readonly read: boolean;
  /** Present when the mail carries one-click unsubscribe headers (RFC 8058). */
  readonly oneClickUrl: string | null;
}

/** One mail with its bodies; `links` are the addresses in the HTML, in reading order. */
export interface Mail extends MailSummary {
  readonly html: string | null;
  readonly text: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly links: readonly string[];
}

/** Reads what the list needs from a raw message. Never throws for a strange message: it must stay visible. */
export async function summarize(
  raw: Uint8Array,
): Promise<Pick<MailSummary, 'from' | 'subject' | 'messageId' | 'oneClickUrl'>> {
  const email = await PostalMime.parse(headersOf(raw));
  return {
    from: email.from ? formatAddress(email.from) : '',
    subject: email.subject ?? '',
    messageId: email.messageId ?? '',
    oneClickUrl: oneClickUrl(email),
  };
}

/** Everything before the first empty line: reading only this makes accepting a mail many times cheaper. */
function headersOf(raw: Uint8Array): Uint8Array {
  const end = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).indexOf('\r\n\r\n');
  return end < 0 ? raw : raw.subarray(0, end + 4);
}

/** Reads the bodies, headers and links of a raw message. */
export async function readMail(summary: MailSummary, raw: Uint8Array): Promise<Mail> {
  const email = await PostalMime.parse(raw);
  return {
    ...summary,
    html: email.html ?? null,
    text: email.text ?? null,
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    links: email.html ? linksIn(email.html) : [],
  };
}

/** Newsletters are mostly repetition: packed, twenty thousand of them fit beside everything else. */
export const pack = (raw: Uint8Array): Uint8Array =>
  // Copied, because zlib answers with a view that would keep its whole 16 kB buffer alive.
  new Uint8Array(deflateRawSync(raw));
export const unpack = (packed: Uint8Array): Uint8Array => inflateRawSync(packed);

/**
 * The address to POST to, only if the mail offers one-click unsubscribing as RFC 8058 says: the Post header with exactly
 * that value, and an http(s) address among those of List-Unsubscribe.
 */
function oneClickUrl(email: Email): string | null {
  const header = (key: string) => email.headers.find((each) => each.key === key)?.value ?? '';
  if (header('list-unsubscribe-post').trim() !== 'List-Unsubscribe=One-Click') return null;
  const addresses = header('list-unsubscribe').matchAll(/<([^>]*)>/g);
  for (const [, address] of addresses) {
    // Long addresses are folded over several lines; white space is never part of one.
    const url = address?.replace(/\s+/g, '') ?? '';
    if (/^https?:\/\//i.test(url)) return url;
  }
  return null;
}

function linksIn(html: string): string[] {
  const hrefs = html.matchAll(/<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi);
  return [...hrefs].map(([, double, single]) => decodeEntities(double ?? single ?? ''));
}

function decodeEntities(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function formatAddress(address: Address): string {
  if (address.group) return address.name;
  return address.name ? `${address.name} <${address.address}>` : address.address;
}
