/**
 * E-mail over SMTP. What matters is to know how a delivery ended: accepted, refused (for now or for good), or unknown,
 * when the connection broke after the first byte of the message had gone and before the server had answered. An
 * unknown one is never repeated, and the library's own repeating is switched off for the same reason.
 */
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { NO_MAIL_SERVER } from '../../core/scenario/channel-problems.ts';
import { type Delivery, refusedForNow } from './delivery.ts';

export interface OutgoingEmail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** With angle brackets. The same for the same send, whatever happens. */
  readonly messageId: string;
  /** Answers a POST by unsubscribing at once (RFC 8058); null for a mail that goes to staff. */
  readonly unsubscribeUrl: string | null;
}

export interface EmailChannel {
  /** What is missing before anything can be sent, in words; null when mails can go. */
  readonly problem: string | null;
  /** Deliveries worth having under way at once. */
  readonly connections: number;
  deliver(email: OutgoingEmail): Promise<Delivery>;
  close(): void;
}

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 20_000;
const SILENCE_TIMEOUT_MS = 60_000;

/** `smtpUrl` as smtp://user:password@host:port or smtps://…; null where none is set up. */
export function createEmailChannel(smtpUrl: string | null): EmailChannel {
  if (smtpUrl === null) {
    return {
      problem: NO_MAIL_SERVER,
      connections: 1,
      deliver: async () => refusedForNow(NO_MAIL_SERVER),
      close: () => {},
    };
  }
  const transport = createTransport({
    pool: true,
    url: smtpUrl,
    maxConnections: CONNECTIONS,
    maxMessages: 1_000,
    maxRequeues: 0,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  /** The bytes of each message on their way, to see afterwards whether any were taken. */
  const streams = new Map<string, Readable>();
  transport.use('stream', (mail, done) => {
    mail.message.processFunc((message) => {
      streams.set(mail.message.messageId(), message);
      return message;
    });
    done();
  });

  return {
    problem: null,
    connections: CONNECTIONS,
    async deliver(email) {
      try {
        await transport.sendMail(mailOf(email));
        return { kind: 'sent' };
      } catch (error) {
        return failureOf(error, streams.get(email.messageId)?.readableDidRead === true);
      } finally {
        streams.delete(email.messageId);
      }
    },
    close: () => transport.close(),
  };
}

function mailOf(email: OutgoingEmail) {
  return {
    from: email.from,
    to: { name: '', address: email.to },
    subject: email.subject,
    html: email.html,
    text: email.text,
    messageId: email.messageId,
    headers: {
      ...(email.unsubscribeUrl !== null && {
        'List-Unsubscribe': `<${email.unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      // Keeps holiday replies and the like from coming back (RFC 3834).
      'Auto-Submitted': 'auto-generated',
    },
  };
}

/** What the library tells of an error; all of it may be missing. */
interface SmtpError {
  readonly message: string;
  readonly responseCode: number | undefined;
  readonly command: string | undefined;
}

/** A server's answer decides. Without one it depends on whether any of the message had gone. */
function failureOf(error: unknown, messageBegun: boolean): Delivery {
  const { message, responseCode, command = '' } = readSmtpError(error);
  const answered = responseCode !== undefined && command !== 'CONN';
  if (!answered) {
    if (messageBegun) return { kind: 'unknown', reason: `No answer after the message: ${message}` };
    return refusedForNow(message);
  }
  // A refused login is our own set-up at fault, which its owner can mend while the mails wait.
  const permanent = responseCode >= 500 && !command.startsWith('AUTH');
  return {
    kind: 'refused',
    permanent,
    badAddress: permanent && command === 'RCPT TO',
    reason: message,
  };
}

function readSmtpError(error: unknown): SmtpError {
  if (!(error instanceof Error)) {
    return { message: String(error), responseCode: undefined, command: undefined };
  }
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown };
  return {
    message: error.message,
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    command: typeof command === 'string' ? command : undefined,
  };
}
