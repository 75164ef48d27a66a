/** Asks the domain name system what a sender's domain says about its mail. */
import { promises as dns } from 'node:dns';
import { type SenderDomainRecords, withParents } from '../../core/message/sender-domain.ts';

export interface DomainRecords {
  /** Null where no name server answers, as on a machine without a network. */
  read(domain: string, selectors: readonly string[]): Promise<SenderDomainRecords | null>;
}

/** For one question; asked twice before it is given up. */
const TIMEOUT_MS = 2_000;
/** The name is not there, or has no such record: an answer, not a failure. */
const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA']);

/** @param servers Addresses of name servers, `127.0.0.1:5353`; none: those of the machine. */
export function createDomainRecords(servers: readonly string[]): DomainRecords {
  const resolver = new dns.Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);

  async function textsAt(name: string): Promise<readonly string[]> {
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (NOTHING_THERE.has(code)) return [];
      throw error;
    }
  }

  async function dmarcOf(domain: string): Promise<readonly string[]> {
    for (const at of withParents(domain)) {
      const found = await textsAt(`_dmarc.${at}`);
      if (found.length > 0) return found;
    }
    return [];
  }

  return {
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
