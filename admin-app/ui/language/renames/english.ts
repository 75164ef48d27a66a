/** The texts about queries that a new name did not reach, in English; the others must have the same keys and holes. */
export const english = {
  'renames.unread': {
    one: '{n} query still says the old name',
    other: '{n} queries still say the old name',
  },
  'renames.unreadText':
    'They could not be read, so they did not follow. Mend them, or they go on asking for something that is not there any more.',
  'renames.segment': 'Segment',
  'renames.scenario': 'Scenario',
  'renames.campaign': 'Campaign',
  'renames.seen': 'Understood',
} as const;
