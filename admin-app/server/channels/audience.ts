/**
 * Social audiences over HTTP, in the format of Meta's Custom Audiences: hashed addresses and numbers are posted to, or
 * deleted from, `/{audience}/users`, at most 10,000 in one request, several requests under one session. Telling the
 * same twice changes nothing at the other side, so whatever got no answer is told again.
 */
import { createHash } from 'node:crypto';
import { callProvider, type HttpCall } from './http-call.ts';

export interface AudienceAccount {
  readonly accessToken: string;
  /** The advertising account in which audiences are made, `act_…`; null where staff name existing ones only. */
  readonly adAccountId: string | null;
}

/** Hashes in hexadecimal; empty where the customer has none. */
export interface AudienceKeys {
  readonly email: string;
  readonly phone: string;
}

export interface AudienceBatch {
  readonly account: AudienceAccount;
  readonly externalId: string;
  readonly action: 'add' | 'remove';
  readonly users: readonly AudienceKeys[];
  /** Requests of one sync belong together. */
  readonly session: { readonly id: number; readonly batch: number; readonly last: boolean };
}

export type AudienceAnswer =
  | { readonly kind: 'taken'; readonly received: number; readonly unreadable: number }
  | {
      readonly kind: 'refused';
      /** Only people can mend it: the token, the audience, its terms. */
      readonly permanent: boolean;
      readonly retryAfterMs: number | null;
      readonly reason: string;
    };

export type MadeAudience =
  | { readonly kind: 'made'; readonly externalId: string }
  | Extract<AudienceAnswer, { kind: 'refused' }>;

export interface AudienceChannel {
  send(batch: AudienceBatch): Promise<AudienceAnswer>;
  /** Makes an empty audience in the advertising account. */
  make(account: AudienceAccount, name: string): Promise<MadeAudience>;
}

export const MOST_IN_A_BATCH = 10_000;
const TIMEOUT_MS = 60_000;

/** `baseUrl` with the version and without a trailing slash, `https://graph.facebook.com/v25.0` for Meta itself. */
export function createAudienceChannel(baseUrl: string, timeoutMs = TIMEOUT_MS): AudienceChannel {
  const call = (
    method: 'POST' | 'DELETE',
    path: string,
    account: AudienceAccount,
    body: Readonly<Record<string, unknown>>,
  ) =>
    callProvider(`${baseUrl}/${path}`, {
      method,
      // In a header, not in the address, which ends up in logs.
      headers: {
        authorization: `Bearer ${account.accessToken}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify(body),
      timeoutMs,
    });

  return {
    async send({ account, externalId, action, users, session }) {
      if (users.length > MOST_IN_A_BATCH) {
        throw new RangeError(`${users.length} users in one batch; at most ${MOST_IN_A_BATCH} fit`);
      }
      const path = `${encodeURIComponent(externalId)}/users`;
      const answer = await call(action === 'add' ? 'POST' : 'DELETE', path, account, {
        session: {
          session_id: session.id,
          batch_seq: session.batch,
          last_batch_flag: session.last,
        },
        payload: { schema: ['EMAIL', 'PHONE'], data: users.map((it) => [it.email, it.phone]) },
      });
      if (!isSuccess(answer)) return refusalOf(answer);
      const { num_received: received, num_invalid_entries: unreadable } = fieldsOf(answer.body);
      return {
        kind: 'taken',
        received: typeof received === 'number' ? received : users.length,
        unreadable: typeof unreadable === 'number' ? unreadable : 0,
      };
    },

    async make(account, name) {
      if (account.adAccountId === null) {
        const reason =
          'The account names no advertising account in which an audience could be made';
        return { kind: 'refused', permanent: true, retryAfterMs: null, reason };
      }
      const path = `${encodeURIComponent(account.adAccountId)}/customaudiences`;
      const answer = await call('POST', path, account, {
        name,
        subtype: 'CUSTOM',
        description: 'Kept by Rondo',
        customer_file_source: 'USER_PROVIDED_ONLY',
      });
      if (!isSuccess(answer)) return refusalOf(answer);
      const { id } = fieldsOf(answer.body);
      if (typeof id === 'string' && id !== '') return { kind: 'made', externalId: id };
      const reason = 'The network made the audience without saying what it calls it';
      return { kind: 'refused', permanent: true, retryAfterMs: null, reason };
    },
  };
}

function isSuccess(call: HttpCall): call is Extract<HttpCall, { kind: 'answered' }> {
  return call.kind === 'answered' && call.status >= 200 && call.status < 300;
}

/** Too many calls, by application, account or audience: the network opens again by itself. */
const TOO_MANY = new Set([4, 17, 32, 613, 80003]);
/** Their own trouble, for a while. */
const THEIR_TROUBLE = new Set([1, 2]);
const AN_HOUR_MS = 3_600_000;

function refusalOf(call: HttpCall): Extract<AudienceAnswer, { kind: 'refused' }> {
  if (call.kind === 'no answer') {
    const reason = `No answer from the network: ${call.reason}`;
    return { kind: 'refused', permanent: false, retryAfterMs: null, reason };
  }
  const error = fieldsOf(fieldsOf(call.body).error);
  const code = typeof error.code === 'number' ? error.code : null;
  const words = [error.error_user_title, error.error_user_msg, error.message].filter(
    (it) => typeof it === 'string' && it !== '',
  );
  const number = code === null ? '' : ` (${code})`;
  const reason = `The network answered ${call.status}${number}: ${words.join('. ') || 'it did not say why'}`;
  const isTooMany = call.status === 429 || (code !== null && TOO_MANY.has(code));
  const passes =
    isTooMany ||
    call.status >= 500 ||
    error.is_transient === true ||
    (code !== null && THEIR_TROUBLE.has(code));
  const retryAfterMs = call.retryAfterMs ?? (isTooMany ? AN_HOUR_MS : null);
  return { kind: 'refused', permanent: !passes, retryAfterMs, reason };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Of text that `core/consent/audience-keys.ts` has brought into the network's form; empty stays empty. */
export function hashKey(normalised: string): string {
  return normalised === '' ? '' : createHash('sha256').update(normalised).digest('hex');
}
