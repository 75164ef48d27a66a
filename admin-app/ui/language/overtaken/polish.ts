import type { OvertakenTexts } from './texts.ts';

export const polish: OvertakenTexts = {
  'overtaken.title': 'W tym czasie zapisał to ktoś inny',
  'overtaken.text':
    'To, co zostało tu wpisane, jest nadal na ekranie, ale nie jest zapisane. Która wersja ma zostać? Twoja nie przepadnie: możesz obejrzeć cudzą i wrócić.',
  'overtaken.take': 'Pokaż cudzą wersję',
  'overtaken.overwrite': 'Zapisz moją zamiast cudzej',
  'overtaken.theirs': 'Widzisz to, co zapisał ktoś inny',
  'overtaken.theirsText': 'To, co zostało tu wpisane, czeka, dopóki nie opuścisz tej strony.',
  'overtaken.takeBack': 'Wróć do mojej',
  'overtaken.forget': 'Zostaw cudzą',
};
