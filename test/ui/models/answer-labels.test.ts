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
  [{ figure: 'held out' }, { figure: 'held out', block: undefined, answer: undefined }],
  [
    { figure: 'sent', block: 'email-1' },
    { figure: 'sent', block: 'email-1', answer: undefined },
  ],
])('reads the address %j as %j', (query, choice) => {
  expect(parseFigureChoice(query)).toEqual(choice);
});
