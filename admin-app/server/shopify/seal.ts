/**
 * Seals short secrets for the database: AES-256-GCM, so that a changed byte or another shop's row is noticed.
 * Layout: version 1 (1 byte), key id (4), nonce (12), tag (16), ciphertext. Keys can be rotated: new seals use the first
 * key, older ones are opened by whichever key made them.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const VERSION = 1;
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES;

/** The sealed bytes cannot be opened; says why, never what is inside. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

export interface Seal {
  /** `context` (such as the shop and the column) must be the same at opening: sealed bytes cannot be moved. */
  seal(secret: string, context: string): Buffer;
  /** Throws SealError for bytes that were changed, moved or sealed with a key we do not have. */
  open(sealed: Uint8Array, context: string): string;
}

/** Takes the current master key and any older ones; 32 bytes each. */
export function createSeal(masterKeys: readonly Uint8Array[]): Seal {
  const keys = masterKeys.map(sealingKey);
  const [current] = keys;
  if (!current) throw new SealError('Sealing needs a key of 32 bytes; none was given');
  return {
    seal(secret, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), current.id, nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const parts = split(sealed);
      const found = keys.find(({ id }) => timingSafeEqual(id, parts.keyId));
      if (!found) throw new SealError('The secret was sealed with a key that is not configured');
      const decipher = createDecipheriv('aes-256-gcm', found.key, parts.nonce, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(parts.tag);
      try {
        return Buffer.concat([decipher.update(parts.body), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new SealError('The sealed secret was changed or belongs elsewhere', { cause });
      }
    },
  };
}

/** The master key also signs links, so sealing gets a key of its own derived from it. */
function sealingKey(masterKey: Uint8Array): { readonly key: Buffer; readonly id: Buffer } {
  if (masterKey.length !== KEY_BYTES) {
    throw new SealError(`A sealing key has ${KEY_BYTES} bytes; this one has ${masterKey.length}`);
  }
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'rondo sealing', KEY_BYTES));
  return { key, id: createHash('sha256').update(key).digest().subarray(0, KEY_ID_BYTES) };
}

function split(sealed: Uint8Array) {
  const bytes = Buffer.from(sealed);
  if (bytes.length < HEADER_BYTES || bytes[0] !== VERSION) {
    throw new SealError('These bytes are not a sealed secret');
  }
  const nonceAt = 1 + KEY_ID_BYTES;
  const tagAt = nonceAt + NONCE_BYTES;
  return {
    keyId: bytes.subarray(1, nonceAt),
    nonce: bytes.subarray(nonceAt, tagAt),
    tag: bytes.subarray(tagAt, HEADER_BYTES),
    body: bytes.subarray(HEADER_BYTES),
  };
}
