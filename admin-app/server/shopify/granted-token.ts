/** Asking for tokens through Shopify's library, whose requests neither end by themselves nor say plainly why they failed. */
import { HttpResponseError, InvalidJwtError, type Session } from '@shopify/shopify-api';
import { ShopifyError, ShopifyRefusedError, ShopifyUnavailableError } from './errors.ts';

export interface GrantedToken {
  readonly accessToken: string;
  readonly scopes: readonly string[];
  /** Null for a token that does not expire. Lifetimes, because the caller's clock is not the machine's. */
  readonly lifetimeMs: number | null;
  readonly refreshToken: string | null;
  readonly refreshLifetimeMs: number | null;
}

export const REQUEST_TIMEOUT_MS = 30_000;

/** The library counts lifetimes from the machine's clock at the time of the answer, which was just now. */
export async function grant(ask: () => Promise<{ session: Session }>): Promise<GrantedToken> {
  const { session } = await withTimeout(ask).catch(throwTokenError);
  const answeredAt = Date.now();
  const lifetime = (end: Date | undefined) => (end ? end.getTime() - answeredAt : null);
  if (!session.accessToken) throw new ShopifyRefusedError('Shopify answered without a token');
  return {
    accessToken: session.accessToken,
    scopes: (session.scope ?? '').split(',').filter((scope) => scope !== ''),
    lifetimeMs: lifetime(session.expires),
    refreshToken: session.refreshToken ?? null,
    refreshLifetimeMs: lifetime(session.refreshTokenExpires),
  };
}

/** The library's token requests cannot be aborted; nobody waits for them longer than this. */
export async function withTimeout<T>(ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ShopifyUnavailableError('Shopify did not answer for a token in 30 seconds')),
      REQUEST_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([ask(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

export function throwTokenError(error: unknown): never {
  if (error instanceof ShopifyError) throw error;
  if (error instanceof InvalidJwtError) throw new ShopifyRefusedError(error.message);
  if (!(error instanceof HttpResponseError)) {
    throw new ShopifyUnavailableError('Shopify could not be reached for a token', { cause: error });
  }
  const { code, body } = error.response;
  if (code === 429 || code >= 500) {
    throw new ShopifyUnavailableError(`Shopify could not give a token (HTTP ${code})`);
  }
  const word = typeof body?.error === 'string' ? body.error : null;
  throw new ShopifyRefusedError(`Shopify gave no token: ${word ?? `HTTP ${code}`}`, word);
}
