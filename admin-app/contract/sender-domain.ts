/** What the domain of the sender's address says in public about its mail. */
import { z } from 'zod';
import type { SenderDomainReport } from '../core/message/sender-domain.ts';
import { REFUSALS } from './refusals.ts';

/** GET /api/sender-domain?selector= */
export const senderDomainQuestion = z.strictObject({
  /** Where the domain's provider keeps its DKIM key; the usual places are tried without it. */
  selector: z
    .string()
    .trim()
    .regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i, REFUSALS['not a selector'])
    .max(63)
    .optional(),
});

export interface SenderDomainView {
  /** Null while no sender is set. */
  readonly domain: string | null;
  /** A mailbox that anybody can open, such as gmail.com: mail in its name from elsewhere is refused. */
  readonly freeMailbox: boolean;
  /** Null where it was not or could not be looked up: no sender, or no network. */
  readonly report: SenderDomainReport | null;
}
