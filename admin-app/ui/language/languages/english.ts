/** The texts of the shop's languages in English: loaded with their page; the other languages must have the same keys and holes. */
export const english = {
  'languages.title': 'Languages',
  'languages.lead':
    'Which languages your customers are written to in, and what is not written yet.',
  'languages.in.en': 'in English',
  'languages.in.fr': 'in French',
  'languages.in.pl': 'in Polish',
  'languages.chosen': 'Languages of your messages',
  'languages.chosenText':
    'Customers get each message in their own language, as Shopify knows it. Where theirs is unknown, not chosen here, or missing in a message, they get the fallback.',
  'languages.customers': { one: '{n} customer', other: '{n} customers' },
  'languages.suggested': 'Suggested',
  'languages.fallback': 'Fallback',
  'languages.fallbackOf': 'Fallback: {language}',
  'languages.lastOne': 'One language must stay',
  'languages.notChosen': 'Nobody has chosen yet',
  'languages.notChosenText':
    'Until then each message goes out in every language that it has. What is ticked are the languages of the customers whom you may write to.',
  'languages.take': 'Write in these',
  'languages.others': {
    one: '{n} customer reads in another language or in one that is not known ({languages}), and gets the fallback.',
    other:
      '{n} customers read in another language or in one that is not known ({languages}), and get the fallback.',
  },
  'languages.unknown': 'not known',
  'languages.counted': 'Customers as counted {when}.',
  'languages.leaving': 'No more messages {language} once you save',
  'languages.leavingCustomers': {
    one: '{n} customer gets messages {fallback}, no longer {language}, from the next one on.',
    other:
      '{n} customers get their messages {fallback}, no longer {language}, from the next one on.',
  },
  'languages.leavingTexts':
    'What you have written {language} stays, and goes out again when you choose it again: {uses}.',
  'languages.use.scenario': { one: '{n} active scenario', other: '{n} active scenarios' },
  'languages.use.campaign': { one: '{n} campaign', other: '{n} campaigns' },
  'languages.use.on-site': { one: '{n} on-site message', other: '{n} on-site messages' },
  'languages.use.tier': { one: '{n} tier', other: '{n} tiers' },
  'languages.withoutFallback': {
    one: '{n} active text is not written {fallback}; whoever needs the fallback gets it in the language that it was first written in.',
    other:
      '{n} active texts are not written {fallback}; whoever needs the fallback gets them in the language that they were first written in.',
  },
  'languages.missing': 'Not written yet',
  'languages.missingText':
    'Messages of active and drafted scenarios and campaigns, on-site messages, and what tiers give. Each leads to where it is written.',
  'languages.missingCount': { one: '{n} missing', other: '{n} missing' },
  'languages.complete': 'Everything is written {language}.',
  'languages.noTexts': 'There is nothing to write yet. Begin with a scenario.',
  'languages.inDraft': 'Written in the draft: activate it',
  'languages.benefits': 'what the tier gives',
  'languages.showAll': 'Show all {n}',
  'languages.yours': 'The language you read',
  'languages.yoursText':
    'You read Rondo {language}: the nearest to the language of your Shopify admin. Everybody on your staff reads it in theirs, English, French or Polish; it is changed in Shopify, in the settings of your account.',
  'languages.builtIn':
    'Dates, amounts, what a coupon gives, and the pages where customers unsubscribe or answer are in all three already.',
  'languages.state': '{languages}; fallback: {fallback}.',
  'languages.stateNone': 'Not chosen yet.',
  'languages.stateMissing': { one: '{n} text is missing.', other: '{n} texts are missing.' },
} as const;
