/**
 * Why a request can be refused: a code that stays, and the sentence for programs, with holes for values. The admin has
 * its own words for each code, in each of its languages.
 */
export const REFUSALS = {
  'nothing here': 'There is nothing here',
  'session over': 'The session is over; open Rondo again',
  'our fault': 'Something went wrong on our side; it was noted. Try again',
  gone: 'There is no such {what}',
  'no number': '"{text}" is not the number of a {what}',
  overtaken: 'Somebody else has changed the {what} meanwhile; load the page again',

  'not json': 'The request body is not JSON',
  unexpected: '{detail}',
  misfit: '"{text}" does not fit {field}; expected {expected}',
  'no place in the list': '"{text}" is not a place in the list',
  'no day': '{field}: {detail}',
  'period backwards': 'The period ends before it begins: "to" is earlier than "from"',
  'period too long': 'The period is longer than {years} years',

  empty: 'this is missing',
  'too short': 'expected {least} letters or more',
  'too long': 'expected {most} letters or fewer',
  'too small': 'expected {least} or more',
  'too great': 'expected {most} or less',
  'too few': 'expected {least} entries or more',
  'too many': 'expected {most} entries or fewer',
  'not a number': 'expected a number',
  'not whole': 'expected a whole number',
  'not an e-mail address': 'expected an address such as hello@example.com',
  'not a web address': 'expected an address that starts with https://',
  'none of these': 'expected one of {known}',

  'not segment numbers': 'expected the numbers of 1 to 50 segments, such as 3,7',
  'not an audience number': 'expected the number that the network shows for the audience',
  'not an sms account': 'expected an account id such as AC0123…',
  'not an sms sender':
    'expected a number such as +33612345678, a short code, a name of at most 11 letters, or a messaging service',
  'not an advertising account': 'expected an advertising account such as act_1234567',
  'not a selector': 'expected a selector such as s1, without the domain',
  'not an identifier': 'expected 1–40 of a–z, 0–9 and -',
  'not a language': 'expected a language such as en or pt-BR',
  'not a link': 'expected a path such as /collections/new or an https address',
  'not a page': 'expected a page type such as product, or a path such as /collections/new',
  'fallback not chosen': 'the fallback must be one of the languages',
  'code with spaces': 'a code has no spaces',
  'button incomplete': 'a button needs both a label and an address',
  'no text at all': 'write it in at least one language',
  'ends before it starts': 'it must end after it starts',
  'countdown without day': 'a countdown needs a last day',
  'class twice': 'names a class twice',
  'cap without effect': 'lets everything past that it counts',
  'not every class': 'expected every class once',
  'reason missing': 'say why: it is shown wherever it decides',
  'exception twice': 'one message has two exceptions',
  'text with NUL': 'expected text without NUL',

  'sync running': 'A sync is already under way',
  'fit running': 'The predictions are being calculated already; this takes a few minutes',

  'tiers off': 'Value tiers are switched off',
  'no such tier': '"{tier}" is none of the shop\'s tiers',
  'tiers wrong': 'The tiers: {fault}',
  'tier wrong': 'The tier "{tier}": {fault}',

  'segment archived': 'The segment is archived; restore it before changing it',
  'segment name taken': 'There is a segment named “{name}” already, perhaps an archived one',
  'segment in use': 'The segment is used by {users}; change that first',

  'scenario not active': 'Only an active scenario can be entered; activate it first',
  'scenario standing': 'The scenario is {status}; only an {wanted} one can be {to}',
  'scenario name ambiguous':
    'There is another scenario named “{name}”, and queries of {users} would come to mean the other one; choose another name',
  'has left': 'The customer has left already: {outcome}',
  'held out': 'The customer is held out and gets nothing, also not by hand',
  'no such block': 'Version {version}, which the customer is in, has no block “{block}” to move to',

  'campaign begun': 'The campaign is {state}; only a draft can be changed',
  'campaign not a draft': 'The campaign is {state}; duplicate it instead',
  'campaign time missing': 'Choose when it goes out',
  'campaign past recall': 'The campaign is {state} already; it can only be cancelled now',
  'campaign not scheduled': 'The campaign is {state}; only a scheduled one can be cancelled',
  'campaign still to go': 'The campaign is {state}; cancel it before archiving it',

  'must not be written to': 'This customer must not be written to: {refusal}',
  'still waiting': 'An earlier message to this customer has not gone yet',
  'name not as written': 'type the name as it is written: {name}',
  'installed anew': 'Nothing was deleted: the app was installed anew meanwhile',
  'on-site messages too large':
    'All messages that are on come to {size} kB, and Shopify takes {most} kB: switch one off, or shorten texts',

  'import done already': 'This file is imported already; undo it first',
  'import not checked': 'Only a file that has been checked, once, can be imported',
  'import not to be undone': 'Only what was imported can be undone, and only once',
  'file empty': 'The file is empty',
  'file without lines': 'The file has a header and no line below it; there is nothing to append',
  'file too long': 'The file is longer than {lines} lines or {megabytes} MB; part it into several',
  'file without header': 'The first line is not a header of columns that can be read',
  'too many columns': 'The file has {columns} columns; at most {most} can be read',
  'file is a workbook':
    'This is an Excel workbook or a ZIP archive; save it as CSV and choose that file',
  'file is compressed': 'This file is compressed; unpack it and choose the CSV file',
  'file is no text': 'This is no text; choose a CSV file',

  'key column missing': 'The key column is not in the file; choose one that is',
  'nothing to import': 'No column is to be imported; choose at least one attribute, or the class',
  'too many attributes': 'At most {limit} attributes can be imported from one file',
  'column missing': 'Column {column} is not in the file',
  'column twice': 'The column "{column}" is used twice; each can be one thing only',
  'name empty': 'The attribute of the column "{column}" has no name',
  'name too long': 'The name of the column "{column}" is too long; at most {most} characters',
  'name twice': 'Two attributes are called "{name}"; give each a name of its own',
  'name reserved': '"{name}" is the name of the class; give the attribute another',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** Names of the holes in a sentence. */
type Holes<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

export type RefusalValues<Code extends RefusalCode = RefusalCode> = Readonly<
  Record<Holes<(typeof REFUSALS)[Code]>, string | number>
>;

/** The sentence for programs. */
export function refusalSentence(
  code: RefusalCode,
  values: Readonly<Record<string, string | number>>,
): string {
  return REFUSALS[code].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
