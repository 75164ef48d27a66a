/** Social audiences: groups of customers that a network outside may know by their hashed addresses and numbers. */
import { z } from 'zod';
import { REFUSALS } from './refusals.ts';

/** POST /api/audiences → AudienceView */
export const newAudience = z.strictObject({
  name: z.string().trim().min(1, 'give the audience a name').max(80),
  /** `file`: staff fetch it as CSV; `http`: Rondo tells the network. */
  target: z.enum(['file', 'http']),
  /** What the network calls one that exists there already; null has it made. */
  externalId: z
    .string()
    .trim()
    .regex(/^\d{5,25}$/, REFUSALS['not an audience number'])
    .nullable(),
});

export interface AudienceView {
  readonly audienceId: number;
  readonly name: string;
  readonly target: 'file' | 'http';
  readonly externalId: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Of the newest attempt; null before the first. */
  readonly syncedAt: number | null;
  /** Why the newest attempt ended early; null when the network is up to date. */
  readonly syncError: string | null;
  readonly members: number;
  /** Of whom the network is still to be told, leavers included. */
  readonly pending: number;
}

/** GET /api/audiences */
export interface AudiencesView {
  readonly audiences: readonly AudienceView[];
  /** Why no network can be told of anything, in words; null when it can. */
  readonly networkProblem: string | null;
}

/** GET /api/audiences/:audienceId */
export interface AudienceDetails {
  readonly audience: AudienceView;
  /** The newest first. */
  readonly syncs: readonly AudienceSyncView[];
}

export interface AudienceSyncView {
  readonly startedAt: number;
  /** Null while it runs, or when it was cut off. */
  readonly finishedAt: number | null;
  readonly added: number;
  readonly removed: number;
  readonly unreadable: number;
  readonly withoutKey: number;
  readonly error: string | null;
}

/** GET /api/audiences/:audienceId/members.csv: one line per customer, SHA-256 in hexadecimal. */
export const AUDIENCE_FILE_COLUMNS = ['email', 'phone'] as const;
