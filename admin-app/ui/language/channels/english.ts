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
  'channels.copy': 'Copy',
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
  'domain.title': 'Check the sender’s domain',
  'domain.lead':
    'Mailbox providers ask for three public records before they trust mail in your name: SPF, DKIM and DMARC.',
  'domain.selector': 'DKIM selector (optional)',
  'domain.selectorHint': 'Your mail provider names it. Left empty, the usual ones are tried.',
  'domain.check': 'Check now',
  'domain.good': 'Good',
  'domain.toMend': 'To mend',
  'domain.noSender': 'No sender is set yet. Say in the settings who the mails come from.',
  'domain.freeMailbox':
    'Anybody can open a mailbox at {domain}, so its mail is refused when it comes from elsewhere. Send from an address at the domain of your shop.',
  'domain.unreachable':
    'No name server answered about {domain}. Try again when this server has a network.',
  'domain.spf.good':
    '{domain} says who may send its mail. Make sure that your mail provider is named.',
  'domain.spf.missing':
    '{domain} does not say who may send its mail. Add the SPF record that your mail provider gives you.',
  'domain.spf.several':
    '{domain} has more than one SPF record; receivers then use none. Join them into one.',
  'domain.spf.open': 'The record lets anybody send as {domain}. End it with ~all or -all.',
  'domain.spf.too many lookups':
    'The record asks for more than 10 lookups, which receivers refuse. Take out what is not used.',
  'domain.dkim.good': 'Mail can be signed with the key at {selector}.',
  'domain.dkim.missing':
    'No key was found for {domain}. Switch on DKIM at your mail provider; if it is on, enter its selector above.',
  'domain.dkim.revoked':
    'The key at {selector} is revoked. Publish a new one with your mail provider.',
  'domain.dkim.weak': 'The key at {selector} is too short to be trusted. Publish one of 2048 bits.',
  'domain.dmarc.good': 'Mail that pretends to come from {domain} is stopped.',
  'domain.dmarc.only watched':
    'The policy only watches (p=none). That is enough to send; tighten it to quarantine once reports look right.',
  'domain.dmarc.missing': '{domain} has no DMARC policy. Large mailbox providers ask for one.',
  'domain.dmarc.several':
    '{domain} has more than one DMARC record; receivers then use none. Keep one.',
  'domain.dmarc.malformed':
    'The record names no policy that receivers know. It needs p=none, p=quarantine or p=reject.',
  'domain.add': 'TXT record at {name}',
  'domain.addHint': 'Add it where your domain is managed. Reports go to the address in it.',
  'audiences.title': 'Social audiences',
  'audiences.lead':
    'Groups of customers that a social network knows by hashed addresses and numbers. Scenarios put people in and take them out.',
  'audiences.see': 'See audiences',
  'audiences.new': 'New audience',
  'audiences.create': 'Create',
  'audiences.created': '{name} is there',
  'audiences.none': 'No audiences yet',
  'audiences.noneText': 'Create one, then let a scenario put customers into it.',
  'audiences.members': { one: '{n} person', other: '{n} people' },
  'audiences.file': 'For a file: you fetch it and give it to the network',
  'audiences.neverSynced': 'The network was not told yet',
  'audiences.synced': 'Told {when}',
  'audiences.tried': 'Last tried {when}',
  'audiences.pending': { one: '{n} change to tell', other: '{n} changes to tell' },
  'audiences.number': 'No. {id}',
  'audiences.sync': 'Sync now',
  'audiences.syncing': 'The network is being told',
  'audiences.history': 'Sync history',
  'audiences.historyOf': 'Sync history of {name}',
  'audiences.when': 'When',
  'audiences.added': 'Added',
  'audiences.removed': 'Removed',
  'audiences.unreadable': 'Unreadable',
  'audiences.withoutKey': 'Without key',
  'audiences.outcome': 'Outcome',
  'audiences.upToDate': 'Up to date',
  'audiences.unfinished': 'Under way, or cut off',
  'audiences.historyHint':
    'Unreadable: the network could not read the hashed address or number. Without key: no address, number or consent to tell of.',
  'audiences.archive': 'Archive',
  'audiences.archived': '{name} is archived',
  'audiences.archiveTitle': 'Archive “{name}”?',
  'audiences.archiveText': {
    one: '{n} person is in it. Scenarios change it no more, and it leaves this page.',
    other: '{n} people are in it. Scenarios change it no more, and it leaves this page.',
  },
  'audiences.archiveNetwork':
    'Nobody is taken out at the network by that; only those who are erased or want no more marketing still are. Delete the audience there to end it.',
  'audiences.name': 'Name',
  'audiences.target': 'Who is told',
  'audiences.target.file': 'Nobody: I fetch a file',
  'audiences.target.fileHint': 'A CSV file with hashed addresses and numbers.',
  'audiences.target.http': 'The network',
  'audiences.target.httpHint': 'Rondo tells it of every change by itself.',
  'audiences.externalId': 'Number at the network (optional)',
  'audiences.externalIdHint': 'Of an audience that exists there. Left empty, a new one is made.',
  'audiences.network': 'Account at the network',
  'audiences.networkText':
    'For networks that speak the format of Meta’s Custom Audiences. Addresses leave as SHA-256 hashes only.',
  'audiences.networkShared':
    'The account of this installation is used. One of your own goes before it.',
  'audiences.accessToken': 'Access token',
  'audiences.adAccountId': 'Advertising account (optional)',
  'audiences.adAccountIdHint': 'Such as act_1234567. Needed for making new audiences there.',
  'audiences.removeTitle': 'Remove the account at the network?',
  'audiences.removeText':
    'Rondo forgets the access token. The network is then told through the account of this installation if it has one; otherwise changes wait.',
} as const;
