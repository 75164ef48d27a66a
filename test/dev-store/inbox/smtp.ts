import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Mailbox } from './mailbox.ts';

/**
 * How the server misbehaves, as real ones do. Addresses match whole or by `@domain`. May be changed while it runs.
 */
export interface SmtpFaults {
  /** Answered 550: the mailbox does not exist. */
  readonly refuse: readonly string[];
  /** Answered 451 at the first attempt and accepted at the next one. */
  readonly greylist: readonly string[];
  /** Waits this long before answering the message, in milliseconds. */
  readonly delayMs: number;
  /** This many next messages are kept, but the connection breaks before the sender hears of it. */
  readonly dropAnswers: number;
}

export const noFaults: SmtpFaults = { refuse: [], greylist: [], delayMs: 0, dropAnswers: 0 };

export interface Smtp {
  readonly port: number;
  faults: SmtpFaults;
  close(): Promise<void>;
}

const maxMessageBytes = 25 * 1024 * 1024;

/** Starts an SMTP server on loopback that puts every accepted message into the mailbox. Port 0 picks a free one. */
export async function startSmtp(options: {
  readonly port: number;
  readonly mailbox: Mailbox;
  readonly faults?: SmtpFaults;
}): Promise<Smtp> {
  const { mailbox } = options;
  const greylisted = new Set<string>();
  /** By the client's port, which is how a session names its connection. */
  const sockets = new Map<number, Socket>();
  const smtp = {
    port: options.port,
    faults: options.faults ?? noFaults,
    close: () => close(server),
  };

  const server = new SMTPServer({
    name: 'inbox.dev-store.test',
    banner: 'dev store inbox',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: maxMessageBytes,
    // Node's server would otherwise wait half a minute for pooled connections at shutdown.
    closeTimeout: 200,
    logger: false,
    onRcptTo({ address }, _session, done) {
      if (matches(smtp.faults.refuse, address)) {
        return done(refusal(550, `5.1.1 <${address}>: no such mailbox`));
      }
      const key = address.toLowerCase();
      if (matches(smtp.faults.greylist, address) && !greylisted.has(key)) {
        greylisted.add(key);
        return done(refusal(451, `4.7.1 <${address}>: greylisted, try again later`));
      }
      done();
    },
    onData(stream, session, done) {
      receive(stream, session).then(
        (answer) => (answer === 'dropped' ? undefined : done(null, answer)),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession) {
    const raw = await collect(stream);
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    if (stream.sizeExceeded) throw refusal(552, '5.3.4 message too big');
    const mail = await mailbox.deliver(raw, recipients);
    if (smtp.faults.delayMs > 0) await sleep(smtp.faults.delayMs);
    if (smtp.faults.dropAnswers > 0) {
      smtp.faults = { ...smtp.faults, dropAnswers: smtp.faults.dropAnswers - 1 };
      sockets.get(session.remotePort)?.destroy();
      return 'dropped';
    }
    return `2.0.0 kept as mail ${mail.id}`;
  }

  // Clients that vanish mid-conversation are not the server's failure; a failed start is reported by `listen`.
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  smtp.port = await listen(server, options.port);
  return smtp;
}

function matches(patterns: readonly string[], address: string): boolean {
  const lower = address.toLowerCase();
  return patterns.some((pattern) => {
    const wanted = pattern.trim().toLowerCase();
    return wanted.startsWith('@') ? lower.endsWith(wanted) : lower === wanted;
  });
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

async function collect(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const listening = server.listen(port, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
    listening.once('error', (error) =>
      reject(new Error(`Cannot start the inbox on port ${port}: ${error.message}`)),
    );
  });
}

function close(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
