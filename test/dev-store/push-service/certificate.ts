/** A certificate that a server on this machine shows to a browser that was told not to mind who signed it. */
import { createSign, generateKeyPairSync } from 'node:crypto';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const TAG = {
  integer: 0x02,
  bits: 0x03,
  oid: 0x06,
  text: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
};

/** X.509 in its first version: a name, a key, two dates, and its own signature. */
export function makeCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  // sha256WithRSAEncryption, without parameters: 1.2.840.113549.1.1.11
  const algorithm = der(TAG.sequence, [
    der(TAG.oid, Buffer.from('2a864886f70d01010b', 'hex')),
    Buffer.from('0500', 'hex'),
  ]);
  const commonName = der(TAG.sequence, [
    der(TAG.oid, Buffer.from('550403', 'hex')),
    der(TAG.text, Buffer.from('127.0.0.1')),
  ]);
  const name = der(TAG.sequence, [der(TAG.set, [commonName])]);
  const dates = ['260101000000Z', '451231235959Z'].map((it) => der(TAG.time, Buffer.from(it)));
  const body = der(TAG.sequence, [
    der(TAG.integer, Buffer.of(1)),
    algorithm,
    name,
    der(TAG.sequence, dates),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  ]);
  const signature = createSign('sha256').update(body).sign(privateKey);
  const bits = der(TAG.bits, Buffer.concat([Buffer.of(0), signature]));
  const certificate = der(TAG.sequence, [body, algorithm, bits]);
  const lines = certificate
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, content: Buffer | readonly Buffer[]): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.concat(content);
  const { length } = bytes;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), bytes]);
  return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 0xff), bytes]);
}
