/** The texts of the page of one scenario: its state, its versions, what activating it says, in English. */
export const english = {
  'scenario.results': 'Results',
  'scenario.pause': 'Pause',
  'scenario.resume': 'Resume',
  'scenario.did.activate':
    'Active. Whoever fits enters from now on; the figures follow by themselves.',
  'scenario.did.pause': 'Paused. Nothing is sent until you resume.',
  'scenario.did.resume': 'Resumed',
  'scenario.howToRead':
    'Read it from top to bottom. Choose a block to see and change what it does; the number on it says how many customers are there now.',
  'scenario.unpublishedTitle': 'Saved, but not published',
  'scenario.unpublishedText':
    'New customers still pass through the version before. Publish to use this one.',
  'scenario.more': 'More',
  'scenario.addCustomers': 'Add customers by a list',
  'scenario.archive': 'Archive',
  'scenario.archiveTitle': 'Archive “{name}”?',
  'scenario.archiveText': 'Nobody enters any more, and nothing is sent. Its results stay.',
  'scenario.archiveInside': {
    one: '{n} customer who is inside leaves at once.',
    other: '{n} customers who are inside leave at once.',
  },
  'scenario.did.archive': 'Archived',
  'scenario.duplicateTitle': 'Duplicate the scenario',
  'scenario.duplicateHint': 'A draft with the same blocks, as last saved.',

  'faults.title': {
    one: '{n} thing to mend before it can be activated',
    other: '{n} things to mend before it can be activated',
  },
  'faults.more': { one: 'and {n} more', other: 'and {n} more' },

  'scenarios.fitNow': {
    one: '{what}: {n} customer fits today, {reachable} within reach.',
    other: '{what}: {n} customers fit today, {reachable} within reach.',
  },

  'audience.entering': 'Would enter',
  'audience.afterSaving': 'Counted anew once it is saved.',
  'audience.later': 'Counted from what happens after activation.',
  'audience.beingCounted':
    'Being counted. In a large shop this takes a minute or two; the numbers appear by themselves.',
  'audience.inactive': 'Fit now',
  'audience.reachable': 'Can be reached',
  'audience.text': {
    one: 'Of those, about {n} would be held out. Whoever ordered in the meantime never enters.',
    other: 'Of those, about {n} would be held out. Whoever ordered in the meantime never enters.',
  },

  'activate.noneYet': 'Nobody enters at once. Later: {who}.',
  'activate.warnings': {
    one: '{n} thing to consider first',
    other: '{n} things to consider first',
  },
  'activate.confirm': 'I have read it and go on',
  'activate.inside': { one: '{n} customer is inside', other: '{n} customers are inside' },
  'activate.finish': 'They finish on their version',
  'activate.finishHint': 'Only who enters from now on takes this one.',
  'activate.moveOver': 'They move over to this one',
  'activate.moveOverHint':
    'Each stays at their block; whose block is gone finishes on the old version.',
  'activate.title': 'Activate “{name}”?',
  'activate.do': 'Activate',
  'activate.publish': 'Publish changes',
  'activate.publishTitle': 'Publish the changes to “{name}”?',
  'activate.enter': {
    one: '{n} customer enters now ({who}).',
    other: '{n} customers enter now ({who}).',
  },
  'activate.heldOut': {
    one: 'About {n} of them is held out and gets nothing.',
    other: 'About {n} of them are held out and get nothing.',
  },
  'activate.nobodyHeldOut': 'Nobody is held out, so the effect cannot be measured.',
  'activate.notReachable': {
    one: '{n} more fits but cannot be reached.',
    other: '{n} more fit but cannot be reached.',
  },
  'activate.laterText':
    'After that, customers enter by themselves on the day it becomes true for them.',

  'add.list': 'E-mail addresses or customer numbers',
  'add.hint': 'One per line, with commas, or a column of a CSV file.',
  'add.none': 'There is no address or number in it.',
  'add.entered': { one: '{n} customer entered', other: '{n} customers entered' },
  'add.inside': { one: '{n} was inside already.', other: '{n} were inside already.' },
  'add.refused': { one: '{n} may not enter again yet.', other: '{n} may not enter again yet.' },
  'add.unknown': {
    one: '{n} is no customer of yours: {examples}',
    other: '{n} are no customers of yours: {examples}',
  },

  'versions.version': 'Version {version}',

  'conflict.title': 'Somebody else has changed this scenario',
  'conflict.text': {
    one: '“{name}” was saved {when}, after you began. {n} difference to your draft. Whose is to stay? Yours is not lost: after taking theirs, undo brings it back.',
    other:
      '“{name}” was saved {when}, after you began. {n} differences to your draft. Whose is to stay? Yours is not lost: after taking theirs, undo brings it back.',
  },

  'versions.title': 'Versions',
  'versions.none': 'None yet. Activating makes the first.',
  'versions.draft': 'What the draft changes in version {version}',
  'versions.same': 'Nothing: the draft is the active version.',
  'versions.since': 'since {when}',
  'versions.counts': '{entered} entered, {inside} inside',
  'versions.changes': {
    one: '{n} change from the one before',
    other: '{n} changes from the one before',
  },
  'versions.takeOver': 'Go back to this one',
  'versions.takenOver': 'The draft is version {version} again. Publish it to use it.',

  'changes.scenario': 'The scenario as a whole',
  'changes.added': 'new',
  'changes.removed': 'gone',
  'changes.ways': 'where it leads',
  'changes.text': 'text',
  'changes.settings': 'settings',

  'activate.changes': { one: '{n} change', other: '{n} changes' },

  'scenario.seeChanges': 'See what changed',

  'faults.toSettings': 'Go to settings',

  'activate.nobodyNow': 'Nobody enters now ({who}).',
} as const;
