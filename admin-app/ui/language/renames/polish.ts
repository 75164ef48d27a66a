import type { RenamesTexts } from './texts.ts';

/** The texts about queries that a new name did not reach, in Polish. */
export const polish: RenamesTexts = {
  'renames.unread': {
    one: '{n} zapytanie nadal używa starej nazwy',
    few: '{n} zapytania nadal używają starej nazwy',
    many: '{n} zapytań nadal używa starej nazwy',
    other: '{n} zapytania nadal używa starej nazwy',
  },
  'renames.unreadText':
    'Nie dało się ich odczytać, więc nie poszły za zmianą. Popraw je, bo inaczej pytają o coś, czego już nie ma.',
  'renames.segment': 'Segment',
  'renames.scenario': 'Scenariusz',
  'renames.campaign': 'Kampania',
  'renames.seen': 'Rozumiem',
};
