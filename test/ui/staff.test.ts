import { afterEach, describe, expect, it } from 'vitest';
import { causeInWords, outcomeInWords } from '../../admin-app/ui/language/history.ts';
import { knowStaff } from '../../admin-app/ui/language/staff.ts';
import { speak } from '../../admin-app/ui/language/t.ts';

afterEach(async () => {
  knowStaff({ you: null, names: {} });
  await speak('en');
});

describe('who of the staff did something', () => {
  it('is "you", a name, or a number where nobody has told the name', () => {
    knowStaff({ you: '7', names: { 7: 'Ada Lovelace', 8: 'Grace Hopper' } });
    expect(outcomeInWords('taken out by staff member 7')).toBe('taken out by you');
    expect(causeInWords('moved by staff member 8')).toBe('Moved by Grace Hopper');
    expect(causeInWords('added by staff member 9')).toBe('Added by staff member 9');
    expect(causeInWords('added by staff')).toBe('Added by staff');
  });

  it('is said in the language of whoever reads', async () => {
    await speak('fr');
    expect(causeInWords('moved by staff member 9')).toBe('Déplacé par le membre du personnel 9');
    await speak('pl');
    knowStaff({ you: '9', names: {} });
    expect(outcomeInWords('taken out by staff member 9')).toBe('usunięto przez: Ciebie');
  });
});
