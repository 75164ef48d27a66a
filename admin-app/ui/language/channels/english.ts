/** The texts of channels in English: loaded with their pages; the other languages must have the same keys and holes. */
export const english = {
  'channels.title': 'Channels',
  'channels.lead': 'The ways to your customers: which of them work, and what the others lack.',
  'channels.see': 'See channels',
  'channels.works': 'Works',
  'channels.lacks': 'Not ready',
  'channels.email': 'E-mail',
  'channels.sms': 'SMS',
  'channels.push': 'Web push',
  'channels.on-site': 'On-site messages',
  'channels.emailText':
    'Mails leave through the mail server of this installation, in the name that your settings give.',
  'channels.toSender': 'Sender and address',
  'channels.smsText':
    'Text messages go through your account at an SMS provider that speaks the Twilio format.',
  'channels.smsShared':
    'The account of this installation is used: {account}, sender {from}. One of your own goes before it.',
  'channels.accountSid': 'Account id',
  'channels.accountSidHint': 'Begins with AC.',
  'channels.authToken': 'Token',
  'channels.authTokenHint':
    'Kept encrypted and never shown again. To change anything here, enter it anew.',
  'channels.from': 'Sender',
  'channels.fromHint':
    'A number such as +33612345678, a short code, a name of at most 11 letters, or a messaging service.',
  'channels.saveAccount': 'Save account',
  'channels.removeAccount': 'Remove account',
  'channels.removeTitle': 'Remove the SMS account?',
  'channels.removeText':
    'Rondo forgets the account {account} and its token. Text messages then go through the account of this installation if it has one; otherwise they wait.',
  'channels.removed': 'Account removed',
  'channels.inbound': 'Address for answers',
  'channels.inboundHint':
    'Give it to the provider as the address to call for incoming messages: then STOP is heard.',
  'channels.copy': 'Copy address',
  'channels.copied': 'Copied',
  'channels.copyByHand': 'The browser does not let us copy; the address is selected.',
  'channels.pushText': 'Notifications reach logged-in customers who allowed them in their browser.',
  'channels.subscribers': {
    one: '{n} customer can be reached',
    other: '{n} customers can be reached',
  },
  'channels.pushHow': 'How customers sign up',
  'channels.pushAdd':
    'Add the block “Rondo push sign-up” to a page of your theme, for example the home page or the account page, and save.',
  'channels.pushAsk':
    'Customers who are logged in see a button there. Their browser asks only after a click.',
  'channels.pushBack': 'At the same place they can take it back.',
  'channels.pushEditor': 'Add the block in the theme editor',
  'channels.onSiteText':
    'Messages on the pages of your shop. The app embed in your theme shows them.',
  'channels.embedOff': 'Embed is off',
  'channels.embedOffText': 'The app embed is off in your theme, so no page shows them.',
  'channels.toOnSite': 'On-site messages',
  'channels.try': 'Send a test',
  'channels.testTitle': 'A test from Rondo',
  'channels.testText': 'If you can read this, the channel works.',
} as const;
