import { describe, expect, it } from 'vitest';
import { machineReason, type Visit } from '../../../admin-app/core/message/machine.ts';

const SENT = Date.UTC(2026, 10, 1);
const PERSON: Visit = {
  method: 'GET',
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  purpose: null,
  at: SENT + 60_000,
  sentAt: SENT,
};

const PEOPLE: readonly { what: string; visit: Partial<Visit> }[] = [
  { what: 'a phone', visit: {} },
  {
    what: 'Gmail, whose proxy loads pictures when the mail is opened',
    visit: {
      userAgent:
        'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    },
  },
  {
    what: 'Yahoo’s proxy',
    visit: {
      userAgent: 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html',
    },
  },
  {
    what: 'Outlook',
    visit: {
      userAgent:
        'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; Microsoft Outlook 16.0.4266)',
    },
  },
  {
    what: 'a desktop browser',
    visit: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
  },
  { what: 'somebody two seconds after sending', visit: { at: SENT + 2_000 } },
];

const MACHINES: readonly { what: string; visit: Partial<Visit>; reason: string }[] = [
  { what: 'HEAD', visit: { method: 'HEAD' }, reason: 'asked for headers only' },
  {
    what: 'a prefetch',
    visit: { purpose: 'prefetch;anonymous-client-ip' },
    reason: 'loaded ahead of a click',
  },
  {
    what: 'Safari’s link preview',
    visit: { purpose: 'preview' },
    reason: 'loaded ahead of a click',
  },
  { what: 'no user agent', visit: { userAgent: null }, reason: 'no user agent' },
  { what: 'Apple’s privacy proxy', visit: { userAgent: 'Mozilla/5.0' }, reason: 'privacy proxy' },
  { what: 'a gateway', visit: { userAgent: 'BarracudaCentral/1.0' }, reason: 'scanner or program' },
  {
    what: 'a chat preview',
    visit: { userAgent: 'Slackbot-LinkExpanding 1.0' },
    reason: 'scanner or program',
  },
  {
    what: 'a headless browser',
    visit: {
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/147.0 Safari/537.36',
    },
    reason: 'scanner or program',
  },
  { what: 'a script', visit: { userAgent: 'python-requests/2.32' }, reason: 'scanner or program' },
  {
    what: 'a click within two seconds',
    visit: { at: SENT + 1_999 },
    reason: 'faster than a person',
  },
  {
    what: 'a click before the sending was done',
    visit: { sentAt: null },
    reason: 'faster than a person',
  },
];

describe('an opening or a click', () => {
  it.each(PEOPLE)('is a person’s: $what', ({ visit }) => {
    expect(machineReason({ ...PERSON, ...visit })).toBeNull();
  });

  it.each(MACHINES)('is a machine’s: $what', ({ visit, reason }) => {
    expect(machineReason({ ...PERSON, ...visit })).toBe(reason);
  });
});
