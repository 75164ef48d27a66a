/**
 * What a sender's domain says in public about its mail: who may send it (SPF), that nobody changed it (DKIM), and what
 * to do with mail for which neither holds (DMARC). The large mailbox providers ask bulk senders for all three.
 *
 * Sources: RFC 7208 (SPF), RFC 6376 section 3.6.1 (DKIM), RFC 7489 section 6.3 (DMARC). Whether the relay itself is
 * among those that SPF names cannot be read from the outside: its real addresses are known to its provider alone.
 */

/** TXT records as found; several strings of one record already joined. */
export interface SenderDomainRecords {
  /** All TXT records of the domain itself. */
  readonly domain: readonly string[];
  /** Those at `_dmarc` of the domain, or of the nearest domain above it that has any. */
  readonly dmarc: readonly string[];
  readonly dkim: readonly { readonly selector: string; readonly records: readonly string[] }[];
}

/** How it stands, and the standing's measure: mails are refused or doubted where it is not good. */
export type SpfStanding = 'good' | 'missing' | 'several' | 'open' | 'too many lookups';
export type DkimStanding = 'good' | 'missing' | 'revoked' | 'weak';
export type DmarcStanding = 'good' | 'only watched' | 'missing' | 'several' | 'malformed';

export interface SenderDomainReport {
  readonly spf: { readonly standing: SpfStanding; readonly record: string | null };
  readonly dkim: { readonly standing: DkimStanding; readonly selector: string | null };
  readonly dmarc: { readonly standing: DmarcStanding; readonly record: string | null };
}

/** Where providers of mail usually keep their keys. Their names cannot be listed, only tried. */
export const USUAL_SELECTORS = [
  'default',
  'dkim',
  'google',
  'k1',
  'k2',
  'k3',
  'mail',
  'mailjet',
  'mandrill',
  'pm',
  's1',
  's2',
  'selector1',
  'selector2',
  'sib',
  'smtp',
  'zoho',
] as const;

/** More make receivers answer "permanent error" (RFC 7208 section 4.6.4). */
const MOST_LOOKUPS = 10;
/** Shorter keys are refused (RFC 8301 section 3.2). */
const FEWEST_KEY_BITS = 1024;

export function judgeSenderDomain(records: SenderDomainRecords): SenderDomainReport {
  return { spf: judgeSpf(records.domain), dkim: judgeDkim(records), dmarc: judgeDmarc(records) };
}

/** Enough for mailbox providers to trust mail in the domain's name; a policy that only watches will do. */
export function isSound({ spf, dkim, dmarc }: SenderDomainReport): boolean {
  const dmarcHolds = dmarc.standing === 'good' || dmarc.standing === 'only watched';
  return spf.standing === 'good' && dkim.standing === 'good' && dmarcHolds;
}

function judgeSpf(texts: readonly string[]): SenderDomainReport['spf'] {
  const found = texts.filter((text) => /^v=spf1( |$)/i.test(text));
  const [record = null] = found;
  if (record === null) return { standing: 'missing', record };
  if (found.length > 1) return { standing: 'several', record };
  const terms = record.toLowerCase().split(/ +/).slice(1);
  const lookups = terms.filter((term) =>
    /^[+?~-]?(include:|a$|a[:/]|mx$|mx[:/]|ptr|exists:|redirect=)/.test(term),
  );
  if (lookups.length > MOST_LOOKUPS) return { standing: 'too many lookups', record };
  const isClosed = terms.some((term) => /^([~-]all|redirect=.+)$/.test(term));
  return { standing: isClosed ? 'good' : 'open', record };
}

function judgeDkim({ dkim }: SenderDomainRecords): SenderDomainReport['dkim'] {
  const keys = dkim.flatMap(({ selector, records }) =>
    records.flatMap((record) => {
      const tags = tagsOf(record);
      const key = tags.get('p');
      const isKey = key !== undefined && (tags.get('v') ?? 'DKIM1') === 'DKIM1';
      return isKey ? [{ selector, standing: judgeKey(key, tags.get('k') ?? 'rsa') }] : [];
    }),
  );
  // One good key is enough: old ones are often left in place, revoked.
  const best = (['good', 'weak', 'revoked'] as const)
    .map((standing) => keys.find((key) => key.standing === standing))
    .find((key) => key !== undefined);
  return best ?? { standing: 'missing', selector: null };
}

function judgeKey(key: string, algorithm: string): DkimStanding {
  const text = key.replaceAll(/\s/g, '');
  if (text === '') return 'revoked';
  if (algorithm !== 'rsa') return 'good';
  // Base64 of the key with about 38 bytes around it.
  const bits = ((text.length * 3) / 4 - 38) * 8;
  return bits >= FEWEST_KEY_BITS - 64 ? 'good' : 'weak';
}

function judgeDmarc({ dmarc }: SenderDomainRecords): SenderDomainReport['dmarc'] {
  const found = dmarc.filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/.test(text));
  const [record = null] = found;
  if (record === null) return { standing: 'missing', record };
  // Receivers use none of several.
  if (found.length > 1) return { standing: 'several', record };
  const policy = tagsOf(record).get('p')?.toLowerCase();
  if (policy === 'quarantine' || policy === 'reject') return { standing: 'good', record };
  return { standing: policy === 'none' ? 'only watched' : 'malformed', record };
}

/** `k=rsa; p=…` by tag; the first of equals counts. */
function tagsOf(record: string): ReadonlyMap<string, string> {
  const pairs = record.split(';').flatMap((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as const];
  });
  return new Map(pairs.toReversed());
}

/** Mailboxes that anybody can open: their owners allow nobody else to send in their name. */
const FREE_MAILBOXES = new Set(
  `aol.com free.fr gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hotmail.co.uk hotmail.com hotmail.fr
   hotmail.it icloud.com interia.pl laposte.net libero.it live.com live.fr mac.com mail.com mail.ru me.com msn.com o2.pl
   onet.pl op.pl orange.fr outlook.com outlook.fr proton.me protonmail.com sfr.fr t-online.de wanadoo.fr web.de wp.pl
   yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zoho.com`.split(
    /\s+/,
  ),
);

export function isFreeMailbox(domain: string): boolean {
  return FREE_MAILBOXES.has(domain.toLowerCase());
}

/** The domain of an address, lower case; null when it is none. */
export function domainOf(address: string): string | null {
  const domain = /^[^@\s]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(address.trim())?.[1];
  return domain?.toLowerCase() ?? null;
}

/** The domain and those above it, down to two labels: where a DMARC policy may stand (RFC 7489 section 6.6.3). */
export function withParents(domain: string): readonly string[] {
  const labels = domain.split('.');
  const parents = labels.map((_, at) => labels.slice(at).join('.'));
  return parents.slice(0, Math.max(1, labels.length - 1));
}
