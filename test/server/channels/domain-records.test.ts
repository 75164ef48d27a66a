import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDomainRecords } from '../../../admin-app/server/channels/domain-records.ts';
import { type NameServer, startNameServer } from '../../dev-store/name-server.ts';

/** How long a name server may be silent where it will be. */
const IMPATIENT_MS = 250;

let server: NameServer;
beforeAll(async () => {
  server = await startNameServer(new Map());
});
afterAll(() => server.close());
beforeEach(() => {
  server.zone.clear();
  server.mail.clear();
  server.silent = false;
});

const ask = (domain: string, ...selectors: string[]) =>
  createDomainRecords([server.address]).read(domain, selectors);

it('reads what a domain and its selectors say, long keys in one piece', async () => {
  const key = `v=DKIM1; k=rsa; p=${'A'.repeat(392)}`;
  server.zone.set('shop.example', ['v=spf1 -all', 'something else']);
  server.zone.set('_dmarc.shop.example', ['v=DMARC1; p=none']);
  server.zone.set('s1._domainkey.shop.example', [key]);
  expect(await ask('shop.example', 's1', 's2')).toEqual({
    domain: ['v=spf1 -all', 'something else'],
    dmarc: ['v=DMARC1; p=none'],
    dkim: [
      { selector: 's1', records: [key] },
      { selector: 's2', records: [] },
    ],
  });
});

it('asks the domain above for its policy where the domain itself has none', async () => {
  server.zone.set('_dmarc.shop.example', ['v=DMARC1; p=reject']);
  expect(await ask('news.mail.shop.example')).toMatchObject({ dmarc: ['v=DMARC1; p=reject'] });
});

it('finds nothing at a domain that does not exist, which is an answer', async () => {
  expect(await ask('nowhere.example', 's1')).toEqual({
    domain: [],
    dmarc: [],
    dkim: [{ selector: 's1', records: [] }],
  });
});

it('knows nothing where no name server answers', async () => {
  server.silent = true;
  const { read } = createDomainRecords([server.address], IMPATIENT_MS);
  expect(await read('shop.example', [])).toBeNull();
});

const acceptsMail = (domain: string) => createDomainRecords([server.address]).acceptsMail(domain);

it('knows which domains take mail: those with a mail server, and not those that say there is none', async () => {
  server.mail.set('shop.example', ['mx1.shop.example', 'mx2.shop.example']);
  server.mail.set('no-mail.example', ['']);
  server.zone.set('texts-alone.example', ['v=spf1 -all']);
  expect(await acceptsMail('shop.example')).toBe(true);
  expect(await acceptsMail('no-mail.example')).toBe(false);
  expect(await acceptsMail('texts-alone.example')).toBe(false);
  expect(await acceptsMail('nowhere.example')).toBe(false);
});

it('does not know it where no name server answers', async () => {
  server.silent = true;
  const { acceptsMail } = createDomainRecords([server.address], IMPATIENT_MS);
  expect(await acceptsMail('shop.example')).toBeNull();
});
