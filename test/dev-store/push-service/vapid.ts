/** Who sends a push message: RFC 8292. */
import { createPublicKey, verify } from 'node:crypto';

/** `vapid t=JWT, k=key`: signed with the key that the browser subscribed with, for this service, and not too old. */
export function isSignedFor(authorization: string, key: string, origin: string): boolean {
  const [, token = '', given = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  if (given !== key || signature === '') return false;
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const signed = Buffer.from(`${header}.${claims}`);
  const options = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', signed, options, Buffer.from(signature, 'base64url'))) return false;
  const { aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  return aud === origin && exp * 1000 > Date.now();
}
