import { afterEach, describe, expect, it } from 'vitest';
import { describe as describeBlock } from '../../admin-app/core/scenario/blocks/shape.ts';
import { blockInWords, resultInWords } from '../../admin-app/ui/language/history.ts';
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
