/** Parts that are compressed already, as one ZIP file, written while it is read. Up to 4 GB, which is checked. */

export interface ZipPart {
  readonly name: string;
  readonly crc: number;
  readonly plainSize: number;
  readonly content: Buffer;
}

const MOST_BYTES = 0xffff_ffff;
const MOST_PARTS = 0xffff;
/** 1980-01-01, the earliest that the format can say. */
const DATE = 0x21;

export function zipOf(parts: AsyncGenerator<ZipPart>): ReadableStream<Uint8Array> {
  const bytes = zipBytes(parts);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
}

async function* zipBytes(parts: AsyncGenerator<ZipPart>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const part of parts) {
    const name = Buffer.from(part.name, 'utf8');
    const facts = factsOf(part, name.length);
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name]);
    directory.push(entryOf(facts, name, offset));
    offset += head.length + part.content.length;
    if (offset > MOST_BYTES || directory.length > MOST_PARTS)
      throw new RangeError('The export is larger than 4 GB, which a ZIP file cannot hold');
    yield head;
    yield part.content;
  }
  const entries = Buffer.concat(directory);
  yield entries;
  yield endOf(directory.length, entries.length, offset);
}

/** What the head of a part and its entry in the directory say alike. */
function factsOf({ crc, plainSize, content }: ZipPart, nameLength: number): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  // Names are UTF-8; the method is "deflate".
  facts.writeUInt16LE(0x0800, 2);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt16LE(DATE, 8);
  facts.writeUInt32LE(crc, 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(plainSize, 18);
  facts.writeUInt16LE(nameLength, 22);
  return facts;
}

function entryOf(facts: Buffer, name: Buffer, offset: number): Buffer {
  const version = Buffer.from([20, 0]);
  // Comment, disk and attributes: none.
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), version, facts, rest, name]);
}

function endOf(parts: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts, 8);
  end.writeUInt16LE(parts, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
