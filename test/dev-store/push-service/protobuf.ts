/** As much of protocol buffers as a push service speaks: fields of numbers, texts and bytes, and messages in messages. */

export type Field = readonly [
  number: number,
  value: bigint | string | Uint8Array | { readonly fixed64: bigint },
];

export function encodeMessage(fields: readonly Field[]): Buffer {
  return Buffer.concat(fields.map(([number, value]) => encodeField(number, value)));
}

function encodeField(number: number, value: Field[1]): Buffer {
  if (typeof value === 'bigint') return Buffer.concat([key(number, 0), varint(value)]);
  if (typeof value === 'object' && 'fixed64' in value) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(value.fixed64);
    return Buffer.concat([key(number, 1), bytes]);
  }
  const bytes = Buffer.from(value);
  return Buffer.concat([key(number, 2), varint(BigInt(bytes.length)), bytes]);
}

function key(number: number, wireType: 0 | 1 | 2): Buffer {
  return varint(BigInt(number * 8 + wireType));
}

export function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

/** The number at `offset` and where the next thing begins; null when its end has not arrived yet. */
export function readVarint(bytes: Buffer, offset: number): { value: number; next: number } | null {
  let value = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes[offset + index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: offset + index + 1 };
  }
  throw new RangeError('A number of more than five bytes is none that this service reads');
}
