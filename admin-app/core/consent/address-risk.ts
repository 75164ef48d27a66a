/**
 * How likely a mail to an address comes back. Whoever has been silent for years is not worth a bounce: mailbox providers
 * judge a sender by how many of its mails reach nobody.
 *
 * The lists are short and our own. Role addresses are those of RFC 2142 and their usual variants; disposable domains are
 * those under which services for throw-away mailboxes advertise themselves; mistyped domains are a letter away from
 * large providers and take no mail of theirs.
 */

export const RISK_REASONS = [
  'syntax',
  'mistyped domain',
  'disposable',
  'no mail server',
  'bounced before',
  'bounced often',
  'role address',
] as const;
export type RiskReason = (typeof RISK_REASONS)[number];

export type AddressRisk =
  | { readonly verdict: 'fine' }
  /** Somebody may read it; a reader who is a function, or a mailbox that was full, complains or bounces more often. */
  | { readonly verdict: 'risky'; readonly why: RiskReason }
  /** Nobody can be expected to read it. */
  | { readonly verdict: 'no'; readonly why: RiskReason };

export interface AddressHistory {
  /** Whether anybody takes mail for the domain; null where no name server was asked, or none answered. */
  readonly acceptsMail: boolean | null;
  /** Mails to the customer that came back, as far as known. */
  readonly bounces: number;
}

const ROLES = new Set([
  ...[
    'info',
    'marketing',
    'sales',
    'support',
    'abuse',
    'noc',
    'security',
    'postmaster',
    'hostmaster',
  ],
  ...[
    'usenet',
    'news',
    'webmaster',
    'www',
    'uucp',
    'ftp',
    'admin',
    'administrator',
    'billing',
    'contact',
  ],
  ...[
    'help',
    'hello',
    'jobs',
    'mail',
    'mailer-daemon',
    'no-reply',
    'noreply',
    'office',
    'orders',
    'root',
  ],
  ...[
    'spam',
    'team',
    'accounts',
    'accounting',
    'enquiries',
    'service',
    'kontakt',
    'biuro',
    'bonjour',
  ],
]);

const DISPOSABLE = new Set([
  ...['10minutemail.com', '10minutemail.net', '20minutemail.com', '33mail.com', 'anonbox.net'],
  ...['burnermail.io', 'discard.email', 'discardmail.com', 'dispostable.com', 'dropmail.me'],
  ...['emailondeck.com', 'fakeinbox.com', 'fakemail.net', 'getairmail.com', 'getnada.com'],
  ...['grr.la', 'guerrillamail.biz', 'guerrillamail.com', 'guerrillamail.de', 'guerrillamail.net'],
  ...[
    'guerrillamail.org',
    'guerrillamailblock.com',
    'inboxkitten.com',
    'jetable.org',
    'mailcatch.com',
  ],
  ...['maildrop.cc', 'mailinator.com', 'mailinator.net', 'mailnesia.com', 'mailnull.com'],
  ...['mailsac.com', 'mintemail.com', 'moakt.com', 'mohmal.com', 'mytemp.email'],
  ...['mytrashmail.com', 'nada.email', 'pokemail.net', 'sharklasers.com', 'spam4.me'],
  ...['spamgourmet.com', 'temp-mail.io', 'temp-mail.org', 'tempail.com', 'tempinbox.com'],
  ...['tempmail.com', 'tempmail.dev', 'tempmail.plus', 'tempr.email', 'throwawaymail.com'],
  ...['tmailor.com', 'trash-mail.com', 'trashmail.com', 'trashmail.de', 'trashmail.net'],
  ...['wegwerfmail.de', 'yopmail.com', 'yopmail.fr', 'yopmail.net', 'zetmail.com'],
]);

const MISTYPED = new Set([
  ...[
    'gmial.com',
    'gmai.com',
    'gmal.com',
    'gmail.co',
    'gmail.con',
    'gamil.com',
    'gnail.com',
    'gmail.cm',
  ],
  ...['hotmial.com', 'hotmai.com', 'hotmal.com', 'hotmail.con', 'hotmil.com', 'hotmail.co'],
  ...[
    'yaho.com',
    'yahooo.com',
    'yhaoo.com',
    'yahoo.con',
    'outlok.com',
    'outllok.com',
    'outlook.con',
  ],
  ...['iclod.com', 'icloud.con', 'orange.f', 'wanado.fr', 'laposte.ne'],
]);

const LOCAL_PART =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~\u0080-\u{10ffff}-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~\u0080-\u{10ffff}-]+)*$/iu;
const DOMAIN =
  /^(?=.{4,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]*[\p{L}\p{N}]$/u;
const LONGEST_LOCAL_PART = 64;
const OFTEN = 2;

/** Without the address's capitals; null when it is not an address. */
export function mailDomainOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  const local = address.slice(0, Math.max(at, 0));
  if (local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local)) return null;
  return DOMAIN.test(domain) ? domain : null;
}

/** The worst that is known of an address. */
export function addressRisk(address: string, history: AddressHistory): AddressRisk {
  const domain = mailDomainOf(address.trim());
  if (domain === null) return { verdict: 'no', why: 'syntax' };
  if (MISTYPED.has(domain)) return { verdict: 'no', why: 'mistyped domain' };
  if (isDisposable(domain)) return { verdict: 'no', why: 'disposable' };
  if (history.acceptsMail === false) return { verdict: 'no', why: 'no mail server' };
  if (history.bounces >= OFTEN) return { verdict: 'no', why: 'bounced often' };
  if (history.bounces > 0) return { verdict: 'risky', why: 'bounced before' };
  if (isRole(address)) return { verdict: 'risky', why: 'role address' };
  return { verdict: 'fine' };
}

function isDisposable(domain: string): boolean {
  const [last, ...before] = domain.split('.').reverse();
  // Services give out names below their own.
  return before.some((_, i) =>
    DISPOSABLE.has([...before.slice(0, i + 1).reverse(), last].join('.')),
  );
}

function isRole(address: string): boolean {
  const local = address.trim().slice(0, address.trim().lastIndexOf('@')).toLowerCase();
  return ROLES.has(local.split('+')[0] ?? '');
}

/** As the ledger says it. */
export function riskRefusal(why: string): string {
  return `inactive, and the address would bounce: ${why}`;
}
