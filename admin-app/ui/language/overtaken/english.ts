/** The texts of who saved first, in English: loaded with the forms that two people may have open. */
export const english = {
  'overtaken.title': 'Somebody else has saved this meanwhile',
  'overtaken.text':
    'What you wrote is still here, and not saved. Whose is to stay? Yours is not lost: you can look at theirs and come back.',
  'overtaken.take': 'Show theirs',
  'overtaken.overwrite': 'Save mine over theirs',
  'overtaken.theirs': 'You see what somebody else has saved',
  'overtaken.theirsText': 'What you wrote is kept until you leave this page.',
  'overtaken.takeBack': 'Back to mine',
  'overtaken.forget': 'Keep theirs',
} as const;
