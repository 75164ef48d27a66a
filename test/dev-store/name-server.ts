/** A name server that knows the TXT records of a few names and no others (RFC 1035). */
import { createSocket } from 'node:dgram';

/** Texts by name, lower case. May be changed while it runs. */
export type Zone = Map<string, readonly string[]>;

export interface NameServer {
  /** `address:port` */
  readonly address: string;
  readonly zone: Zone;
  /** Leaves questions unanswered, as where there is no network. */
  silent: boolean;
  close(): Promise<void>;
}

const HEADER_BYTES = 12;
const TXT = 16;
const NO_SUCH_NAME = 3;
const LONGEST_STRING = 255;

export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4');
  const server = { zone, silent: false };
  socket.on('message', (question, { port, address }) => {
    if (!server.silent) socket.send(answerTo(question, zone), port, address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', resolve);
  });
  const { address, port } = socket.address();
  return Object.assign(server, {
    address: `${address}:${port}`,
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  });
}

function answerTo(question: Buffer, zone: Zone): Buffer {
  const { name, type, end } = readQuestion(question);
  const texts = zone.get(name.toLowerCase());
  const answers = type === TXT ? (texts ?? []).map(txtRecord) : [];
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(question.readUInt16BE(0), 0);
  // An authoritative answer, recursion asked for and available.
  header.writeUInt16BE(0x8580 | (texts ? 0 : NO_SUCH_NAME), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, question.subarray(HEADER_BYTES, end), ...answers]);
}

function readQuestion(question: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = question.readUInt8(at); length > 0; length = question.readUInt8(at)) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: question.readUInt16BE(at + 1), end: at + 5 };
}

/** For the name that the question has; long texts go in several strings, as in real zones. */
function txtRecord(text: string): Buffer {
  const strings: Buffer[] = [];
  for (let at = 0; at < text.length; at += LONGEST_STRING) {
    const part = Buffer.from(text.slice(at, at + LONGEST_STRING), 'latin1');
    strings.push(Buffer.from([part.length]), part);
  }
  const data = Buffer.concat(strings);
  const record = Buffer.alloc(HEADER_BYTES);
  record.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
  record.writeUInt16BE(TXT, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([record, data]);
}
