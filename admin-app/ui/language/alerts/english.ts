/** The texts of what scenarios ask staff to look at, in English: loaded where there is any. */
export const english = {
  'alerts.title': 'Customers to write to',
  'alerts.count': '{n} open',
  'alerts.from': 'From {scenario}, {when}',
  'alerts.done': 'Done',
  'alerts.closed': '{customer} is looked after',
  'alerts.gone': 'Deleted customer',
  'alerts.seeAll': 'See all',
} as const;
