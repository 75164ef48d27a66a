import { expect, it } from 'vitest';
import { answerLabels, parseFigureChoice } from '../../../admin-app/ui/models/results.ts';
import { newScenario } from '../fixture/scenarios.ts';

it('names answers as customers read them', () => {
  const labels = answerLabels(newScenario(1, 'Win back'));
  expect(labels.get('gift')).toBe('It was a gift');
  expect(labels.get('nothing like it')).toBeUndefined();
  expect(answerLabels(null).size).toBe(0);
});

it.each([
  [{}, null],
  [{ figure: 'no such figure' }, null],
  [{ figure: 'held out' }, { figure: 'held out' }],
  [
    { figure: 'returned', days: '60' },
    { figure: 'returned', days: '60' },
  ],
  [
    { figure: 'sent', by: 'step', value: 'email-1', from: '2026-11-01' },
    { figure: 'sent', by: 'step', value: 'email-1' },
  ],
])('reads the address %j as %j', (query, choice) => {
  expect(parseFigureChoice(query)).toEqual(choice);
});
