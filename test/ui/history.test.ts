import { afterEach, describe, expect, it } from 'vitest';
import { emailRefusal } from '../../admin-app/core/consent/may-email.ts';
import { pushRefusal } from '../../admin-app/core/consent/may-push.ts';
import { describe as describeBlock } from '../../admin-app/core/scenario/blocks/shape.ts';
import {
  blockInWords,
  refusalInWords,
  resultInWords,
} from '../../admin-app/ui/language/history.ts';
import { speak } from '../../admin-app/ui/language/t.ts';
import * as build from '../core/scenario/build.ts';

afterEach(() => speak('en'));

describe('a block in a history, which was written down in English', () => {
  it.each([
    [describeBlock(build.wait('w', 48, 'x')), 'Attente (2 jours)'],
    [describeBlock(build.wait('w', 72, 'x')), 'Attente (3 jours)'],
    ['Wait until Monday, 9:00', 'Attente'],
    [describeBlock(build.exit('out', 'returned')), 'Fin (revenu)'],
    [describeBlock(build.update('u', [{ kind: 'suppress' }], 'x')), 'Mise à jour du client'],
    ['Add to audience 7', 'Audience sociale'],
    ['Start scenario 3', 'Lancer un autre scénario'],
    ['Second mail', 'Second mail'],
  ])('%s is %s in French', async (name, words) => {
    await speak('fr');
    expect(blockInWords(name)).toBe(words);
    expect(resultInWords(`went to ${name}`)).toContain(words);
  });

  it('stays as it is in English', () => {
    expect(blockInWords('Wait 48 hours')).toBe('Wait 48 hours');
  });
});

describe('a refusal, which was written down in English', () => {
  const recipient = { email: 'a@b.example', emailConsentAt: null, gone: false };
  it.each<readonly [refusal: string | null, words: string]>([
    [emailRefusal({ ...recipient, gone: true, emailConsent: 'subscribed' }, null), 'supprimé'],
    [
      emailRefusal({ ...recipient, email: null, emailConsent: 'subscribed' }, null),
      'pas d’adresse',
    ],
    ...['not_subscribed', 'unsubscribed', 'pending', 'invalid'].map(
      (emailConsent) => [emailRefusal({ ...recipient, emailConsent }, null), ''] as const,
    ),
    [pushRefusal({ pushSubscribedAt: null, gone: false }, null), 'aucun navigateur'],
    ['could not go before it expired', 'n’a pas pu partir'],
    ['outranked until it expired', 'autre chose est passé avant'],
    ['outranked by “Noël”, “fêtes”: ends sooner (one message in 7 days)', 'Noël”, “fêtes'],
    ['no text in any language', 'aucun texte'],
    ['The text “subject” cannot be made: no coupon', 'un texte n’a pas pu être composé'],
    ['Refused until it expired: 451 try later', '451 try later'],
    ['Broke off while sending: Error: reset', 'peut-être envoyé'],
    ['451 try later', '451 try later'],
  ])('%s is said in French', async (refusal, words) => {
    await speak('fr');
    const said = refusalInWords(refusal ?? 'nothing');
    expect(said).toContain(words);
    if (words === '') expect(said).not.toBe(refusal);
  });
});
