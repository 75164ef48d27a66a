/** A name server that knows the TXT records and mail servers of a few names and no others (RFC 1035). */
import { createSocket } from 'node:dgram';

/** Texts by name, lower case. May be changed while it runs. */
export type Zone = Map<string, readonly string[]>;

export interface NameServer {
  /** `address:port` */
  readonly address: string;
  readonly zone: Zone;
  /** Mail servers by domain; an empty name says that there is none (RFC 7505). */
  readonly mail: Zone;
  /** Leaves questions unanswered, as where there is no network. */
  silent: boolean;
  close(): Promise<void>;
}

const HEADER_BYTES = 12;
const TXT = 16;
const MX = 15;
const NO_SUCH_NAME = 3;
const LONGEST_STRING = 255;

export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4');
  const mail: Zone = new Map();
  const server = { zone, mail, silent: false };
  socket.on('message', (question, { port, address }) => {
    if (!server.silent) socket.send(answerTo(question, zone, mail), port, address);
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

function answerTo(question: Buffer, zone: Zone, mail: Zone): Buffer {
  const { name, type, end } = readQuestion(question);
  const texts = zone.get(name.toLowerCase());
  const servers = mail.get(name.toLowerCase());
  const answers =
    type === TXT ? (texts ?? []).map(txtRecord) : type === MX ? (servers ?? []).map(mxRecord) : [];
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(question.readUInt16BE(0), 0);
  // An authoritative answer, recursion asked for and available.
  header.writeUInt16BE(0x8580 | (texts || servers ? 0 : NO_SUCH_NAME), 2);
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

/** Long texts go in several strings, as in real zones. */
function txtRecord(text: string): Buffer {
  const strings: Buffer[] = [];
  for (let at = 0; at < text.length; at += LONGEST_STRING) {
    const part = Buffer.from(text.slice(at, at + LONGEST_STRING), 'latin1');
    strings.push(Buffer.from([part.length]), part);
  }
  return recordOf(TXT, Buffer.concat(strings));
}

function mxRecord(exchange: string): Buffer {
  const labels = exchange.split('.').filter((label) => label !== '');
  const name = labels.map((label) =>
    Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]),
  );
  return recordOf(MX, Buffer.concat([Buffer.from([0, 10]), ...name, Buffer.from([0])]));
}

/** For the name that the question has. */
function recordOf(type: number, data: Buffer): Buffer {
  const record = Buffer.alloc(HEADER_BYTES);
  record.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([record, data]);
}
