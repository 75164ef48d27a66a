/** The file that goes to a third party: who is asked about, and nothing else of them than what is chosen. */
import type { SentAddresses } from '../../contract/append.ts';
import { normaliseEmail, normalisePhone } from '../../core/consent/audience-keys.ts';
import type { MemberToSend } from '../database/append-rows.ts';
import { csvLine } from './csv.ts';

export interface AppendFileDeps {
  /** Of customers after the one named. */
  readonly readPage: (after: number, limit: number) => Promise<readonly MemberToSend[]>;
  readonly hashKey: (normalised: string) => string;
}

const CUSTOMERS_AT_A_TIME = 5_000;

const COLUMNS: Readonly<Record<SentAddresses, readonly string[]>> = {
  none: ['customer_id'],
  plain: ['customer_id', 'email', 'phone'],
  hashed: ['customer_id', 'email_sha256', 'phone_sha256'],
};

/** Line by line, page by page; nobody is in it twice. */
export async function* appendFileLines(
  { readPage, hashKey }: AppendFileDeps,
  addresses: SentAddresses,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS[addresses]);
  for (let after = 0; ; ) {
    const page = await readPage(after, CUSTOMERS_AT_A_TIME);
    const last = page.at(-1);
    if (!last) return;
    yield page.map((member) => csvLine(fieldsOf(member))).join('');
    after = last.customerId;
  }

  function fieldsOf({ customerId, email, phone }: MemberToSend): readonly (string | number)[] {
    const keys = [normaliseEmail(email), normalisePhone(phone)];
    switch (addresses) {
      case 'none':
        return [customerId];
      case 'plain':
        return [customerId, ...keys];
      case 'hashed':
        return [customerId, ...keys.map((key) => (key === '' ? '' : hashKey(key)))];
    }
  }
}
