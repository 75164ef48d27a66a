/** What the model needs to get better, in English: loaded with its page; the other languages have the same keys and holes. */
export const english = {
  'need.heading': 'What the model needs to get better',
  'need.lead':
    'The most useful first: how much of your store it concerns, and how much can be done about it.',
  'need.none':
    'Nothing is missing: enough orders, a long enough past, and customers with a rhythm of their own.',
  'need.do': 'What to do',
  'need.dates': 'On average their dates were off by {off}.',

  'need.title.orders older than 60 days hidden': 'Permission to see all orders',
  'need.title.orders not read': 'Orders that could not be read',
  'need.title.orders without customer': 'Orders that belong to nobody',
  'need.title.turned down': 'A fit that is accepted',
  'need.title.history under two gaps': 'A longer past',
  'need.title.one order': 'Second orders',
  'need.title.two orders': 'Third orders',
  'need.title.irregular': 'Care with customers who have no rhythm',
  'need.title.heavy buyers': 'A look at those who order most',
  'need.title.not enough to look back': 'Time and repeat orders',
  'need.title.short history': 'A longer past',
  'need.title.few repeat orders': 'More repeat orders',
  'need.title.ends at a peak': 'Time to see past a peak',
  'need.title.amounts missing': 'Amounts on the orders',
  'need.title.value goes with frequency': 'Care with values',
  'need.title.few returns': 'More returns in the test',

  'need.hidden': 'Shopify shows this app only the last 60 days, and long rhythms stay hidden.',
  'need.unread': {
    one: '{n} order arrived but could not be read. Its customer seems silent since the order before.',
    other:
      '{n} orders arrived but could not be read. Their customers seem silent since the orders before.',
  },
  'need.guests': {
    one: '{n} order has no customer, as sales at the till often do. No rhythm is learned from it.',
    other:
      '{n} orders have no customer, as sales at the till often do. No rhythm is learned from them.',
  },
  'need.guestsAtLeast':
    'At least {count} orders have no customer, as sales at the till often do. No rhythm is learned from them.',
  'need.turnedDown': {
    one: '{n} fit, the newest, was turned down. {why}',
    other: 'The last {n} fits were turned down, the newest for this: {why}',
  },
  'need.twoGaps':
    'The usual gap between two orders is {gap}, and the orders known reach back {past}. Until they cover two such gaps, the longer ones are missed and dates come too early.',
  'need.oneOrder': {
    one: '{n} customer ({share}) has ordered once only. The date rests on similar customers.',
    other: '{n} customers ({share}) have ordered once only. Their dates rest on similar customers.',
  },
  'need.twoOrders': {
    one: '{n} customer ({share}) has ordered twice: one gap, which is no rhythm yet.',
    other: '{n} customers ({share}) have ordered twice: one gap, which is no rhythm yet.',
  },
  'need.irregular': {
    one: '{n} customer ({share}) orders at gaps that differ by more than they usually last. No model can name such a date closely.',
    other:
      '{n} customers ({share}) order at gaps that differ by more than they usually last. No model can name such dates closely.',
  },
  'need.heavy': {
    one: '{n} customer with {from} orders or more holds {share} of all orders, as a reseller would. What is learned from such orders need not hold for others.',
    other:
      '{n} customers with {from} orders or more hold {share} of all orders, as resellers would. What is learned from such orders need not hold for others.',
  },
  'need.lookBack':
    'To test on the past, Rondo needs {neededDays} days of orders and {neededOrders} repeat orders. There are {days} and {orders}.',
  'need.shortHistory':
    'From {needed} days of orders on, seasons can be told from growth. There are {days}.',
  'need.repeatOrders':
    'From {needed} on, your store’s own past carries the predictions. There are {orders}.',
  'need.peak':
    'The last 60 days held {times} times the usual orders, and what follows a peak is easily overstated.',
  'need.amounts': '{share} of the orders have none, so values rest on the others.',
  'need.noAmounts': 'The orders have none, so no value can be predicted.',
  'need.oftenMore':
    'Who orders often also spends more per order, so what is expected of them is rather too little.',
  'need.oftenLess':
    'Who orders often spends less per order, so what is expected of them is rather too much.',
  'need.returns': {
    one: '{n} prediction ended with an order in the days tested. From {needed} on, the figures on this page are firm.',
    other:
      '{n} predictions ended with an order in the days tested. From {needed} on, the figures on this page are firm.',
  },

  'need.do.orders older than 60 days hidden':
    'Ask Shopify for read_all_orders in the app’s API access, approve it in this shop, then let the orders sync again.',
  'need.do.orders not read': 'See which they are, and why.',
  'need.do.orders without customer':
    'At the till, add the customer to the order; in the shop, ask for an e-mail address at checkout.',
  'need.do.turned down':
    'Nothing if it happens once: the model before stays. If it goes on, look for an import of orders with wrong dates.',
  'need.do.history under two gaps':
    'Wait, or import older orders into Shopify with their true dates.',
  'need.do.one order': 'Win the second order with a scenario that follows the first.',
  'need.do.two orders': 'Win the third: from three orders on, a rhythm can show.',
  'need.do.irregular': 'Choose them by their chance to order, not by the due date.',
  'need.do.heavy buyers': 'If they are resellers, leave them out of scenarios by a segment.',
  'need.do.not enough to look back':
    'Wait: it begins by itself. Older orders imported into Shopify with their true dates count too.',
  'need.do.short history': 'Wait, or import older orders into Shopify with their true dates.',
  'need.do.few repeat orders': 'Bring customers back with a scenario: every repeat order teaches.',
  'need.do.ends at a peak':
    'Until it has passed, go by who comes first rather than by how many will come.',
  'need.do.amounts missing':
    'See where these orders come from: samples, exchanges and imports often have no price.',
  'need.do.value goes with frequency':
    'Nothing is wrong with dates and chances. Take the values of frequent buyers as rough.',
  'need.do.few returns': 'Wait, and do not judge by these figures until then.',

  'need.weight.error': 'of the error in dates',
  'need.weight.customers': 'of the customers',
  'need.weight.orders': 'of the orders',
  'need.weight.days': 'of {needed} days',
  'need.weight.repeatOrders': 'of {needed} repeat orders',
  'need.weight.returns': 'of {needed} returns',
  'need.weight.usual': 'the usual orders',
  'need.weight.fits': { one: 'fit turned down', other: 'fits turned down' },
  'need.weight.values': 'correlation; values only',
  'need.less': '< {share}',
} as const;
