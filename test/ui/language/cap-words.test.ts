import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cap } from '../../../admin-app/core/priority/caps.ts';
import { capInWords } from '../../../admin-app/ui/language/priorities/cap-words.ts';
import { english } from '../../../admin-app/ui/language/priorities/english.ts';
import { french } from '../../../admin-app/ui/language/priorities/french.ts';
import { polish } from '../../../admin-app/ui/language/priorities/polish.ts';
import { learn, speak } from '../../../admin-app/ui/language/t.ts';

const WEEK: Cap = {
  max: 3,
  window: { kind: 'local days', days: 7 },
  over: { kind: 'all' },
  letPast: ['ad hoc'],
};
const DAY: Cap = { ...WEEK, max: 1, window: { kind: 'hours', hours: 24 }, letPast: [] };
const KIND: Cap = {
  max: 1,
  window: { kind: 'local days', days: 30 },
  over: { kind: 'message kind', messageKind: 'win-back' },
  letPast: ['ad hoc', 'yearly'],
};

const LANGUAGES = [
  [
    'en',
    english,
    [
      'At most 3 messages in 7 calendar days over all channels; Ad hoc passes',
      'At most 1 message in 24 hours over all channels',
      'At most 1 message in 30 calendar days of the kind “Win-back”; Ad hoc and Once a year pass',
    ],
  ],
  [
    'fr',
    french,
    [
      'Au plus 3 messages en 7 jours du calendrier sur tous les canaux\u00a0; Ponctuel passe',
      'Au plus 1 message en 24 heures sur tous les canaux',
      'Au plus 1 message en 30 jours du calendrier du type «\u00a0Reconquête\u00a0»\u00a0; Ponctuel et Une fois par an passent',
    ],
  ],
  [
    'pl',
    polish,
    [
      'Najwyżej 3 wiadomości w ciągu 7 dni kalendarzowych we wszystkich kanałach; Doraźne przechodzi',
      'Najwyżej 1 wiadomość w ciągu 24 godzin we wszystkich kanałach',
      'Najwyżej 1 wiadomość w ciągu 30 dni kalendarzowych rodzaju „Odzyskiwanie klientów”; Doraźne i Raz w roku przechodzą',
    ],
  ],
] as const;

describe.each(LANGUAGES)('caps in %s', (language, texts, sentences) => {
  beforeEach(async () => {
    await speak(language);
    learn(texts);
  });
  afterEach(() => speak('en'));

  it('are sentences', () => {
    expect([WEEK, DAY, KIND].map(capInWords)).toEqual(sentences);
  });
});
