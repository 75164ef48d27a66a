/** Asks the domain name system what a sender's domain says about its mail. */
import { promises as dns } from 'node:dns';
import { type SenderDomainRecords, withParents } from '../../core/message/sender-domain.ts';

export interface DomainRecords {
  /** Null where no name server answers, as on a machine without a network. */
  read(domain: string, selectors: readonly string[]): Promise<SenderDomainRecords | null>;
  /** Whether anybody takes mail for the domain (RFC 5321, RFC 7505); null where no name server answers. */
  acceptsMail(domain: string): Promise<boolean | null>;
}

const PATIENCE_MS = 2_000;
/** The name is not there, or has no such record: an answer, not a failure. */
const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * @param servers Addresses of name servers, `127.0.0.1:5353`; none: those of the machine.
 * @param patienceMs For one question; asked twice before it is given up.
 */
export function createDomainRecords(
  servers: readonly string[],
  patienceMs = PATIENCE_MS,
): DomainRecords {
  const resolver = new dns.Resolver({ timeout: patienceMs, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);

  /** None where the name is not there, or has no such record. */
  async function recordsOf<Answer>(
    ask: () => Promise<readonly Answer[]>,
  ): Promise<readonly Answer[]> {
    try {
      return await ask();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (NOTHING_THERE.has(code)) return [];
      throw error;
    }
  }

  async function textsAt(name: string): Promise<readonly string[]> {
    return (await recordsOf(() => resolver.resolveTxt(name))).map((parts) => parts.join(''));
  }

  /** Without servers of its own for mail, a domain's own machine is tried. */
  async function hasMailServer(domain: string): Promise<boolean> {
    const servers = await recordsOf(() => resolver.resolveMx(domain));
    // A single empty name says that there is none.
    if (servers.length > 0) return servers.some(({ exchange }) => exchange !== '');
    const own = await recordsOf(() => resolver.resolve4(domain));
    return own.length > 0 || (await recordsOf(() => resolver.resolve6(domain))).length > 0;
  }

  async function dmarcOf(domain: string): Promise<readonly string[]> {
    for (const at of withParents(domain)) {
      const found = await textsAt(`_dmarc.${at}`);
      if (found.length > 0) return found;
    }
    return [];
  }

  return {
    acceptsMail: async (domain) => {
      try {
        return await hasMailServer(domain);
      } catch {
        // As below: nothing is known.
        return null;
      }
    },
    read: async (domain, selectors) => {
      try {
        const [own, dmarc, ...dkim] = await Promise.all([
          textsAt(domain),
          dmarcOf(domain),
          ...selectors.map(async (selector) => ({
            selector,
            records: await textsAt(`${selector}._domainkey.${domain}`),
          })),
        ]);
        return { domain: own, dmarc, dkim };
      } catch {
        // Whatever went wrong on the way: nothing is known, and that is what is said.
        return null;
      }
    },
  };
}
