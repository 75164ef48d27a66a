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
  'need.title.turned down': 'A calculation that is accepted',
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
    one: '{n} calculation, the newest, was turned down. {why}',
    other: 'The last {n} calculations were turned down, the newest for this: {why}',
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
  'need.weight.fits': {
    one: 'calculation turned down',
    other: 'calculations turned down',
  },
  'need.weight.values': 'correlation; values only',
  'need.less': '< {share}',

  'predictions.title': 'Predictions',
  'predictions.lead':
    'When each customer’s next order is due, and how often that was right on your store’s own past.',
  'predictions.again': 'Calculate again now',
  'predictions.first': 'Make the first predictions',
  'predictions.started': 'The calculation has begun',
  'standing.never': 'Nothing has been predicted yet',
  'standing.under way': 'Learning from your orders',
  'standing.interrupted': 'Interrupted, it begins again by itself',
  'standing.failed': 'The last calculation failed',
  'standing.not enough': 'Not enough orders yet',
  'standing.stale': 'The predictions are getting old',
  'standing.fresh': 'The predictions are fresh',
  'fit.neverText':
    'As soon as your store’s orders have been read, Rondo learns each customer’s rhythm from them. You can also start it here.',
  'fit.staleText':
    'They are calculated again every night, but not in the last two. New orders are still taken into account one by one.',
  'fit.mayLeave': 'You can leave this page; it goes on by itself.',
  'fit.before': 'Until then the predictions from before stay in use.',
  'fit.testing': 'The predictions are ready; what runs now only shows how good they are.',
  'fit.waiting': 'It begins in a moment.',
  'fit.interruptedText':
    'The process at work ended in the middle. It begins again within a minute; nothing is lost.',
  'fit.failedAt': 'It stopped while: {stage}',
  'fit.failedTitle': 'It could not be finished',
  'fit.failedKeeps':
    'The predictions from before stay in use. It is tried again at night, or when you start it here.',
  'fit.failedNone': 'It is tried again at night, or when you start it here.',
  'fit.stages': 'Stages of the calculation',
  'fit.stage.reading': 'Reading the orders',
  'fit.stage.fitting': 'Learning the rhythms',
  'fit.stage.comparing': 'Comparing with the one before',
  'fit.stage.predicting': 'Predicting every customer',
  'fit.stage.back-testing': 'Testing on the past',
  'fit.is.done': 'done',
  'fit.is.open': 'to come',
  'fit.is.running': '{share} done',
  'model.fitted': 'Calculated',
  'model.range': 'From orders',
  'model.span': '{first} to {last}',
  'model.customers': 'Customers',
  'model.orders': 'Orders, one a day counted',
  'model.repeatOrders': { one: '{n} of them a repeat order', other: '{n} of them repeat orders' },
  'model.next': 'Next calculation',
  'model.nextNight': 'Tonight',
  'model.nextOrders': {
    one: 'or after {of} new orders, {n} so far',
    other: 'or after {of} new orders, {n} so far',
  },
  'enough.text':
    'Until both are reached, customers show “not enough data yet” instead of a date: a guess would look like knowledge.',
  'enough.repeatOrders': 'Repeat orders',
  'enough.days': 'Days of orders',
  'enough.of': '{have} of {needed}',
  'accuracy.title': 'Tested on your own past',
  'accuracy.better': 'Closer than the usual guess',
  'accuracy.worse': 'No closer than the usual guess',
  'accuracy.text': 'Half of the dates Rondo gave were off by at most this.',
  'accuracy.guess': 'The usual guess, last order plus usual gap, was off by {naive}.',
  'accuracy.noDates':
    'Nobody with two or more orders came back in the days tested, so there are no dates to compare yet.',
  'accuracy.none': 'No test on the past yet',
  'accuracy.comes':
    'The predictions are there already; the test on your past follows in a few moments.',
  'accuracy.comesLater': 'It comes with the next calculation.',
  'accuracy.tooYoung': 'There is too little past to be tested on. What is missing stands below.',
  'accuracy.how': {
    one: 'On {n} past day ({dates}) Rondo got only what was known then, and had to say what the next {days} days would bring.',
    other:
      'On {n} past days ({dates}) Rondo got only what was known then, and had to say what the next {days} days would bring.',
  },
  'accuracy.cases': {
    one: '{n} prediction for {customers} customers; {returned} ended with an order. Dates are compared where the customer had ordered twice or more before ({dated}).',
    other:
      '{n} predictions for {customers} customers; {returned} ended with an order. Dates are compared where the customer had ordered twice or more before ({dated}).',
  },
  'accuracy.sampled': 'In a store of this size a sample is enough: {share} of the customers.',
  'accuracy.model': 'Rondo',
  'accuracy.naive': 'Last order plus usual gap',
  'accuracy.sameDate': 'The same date for everybody',
  'accuracy.early': 'too early',
  'accuracy.real': 'the real order',
  'accuracy.late': 'too late',
  'accuracy.way': 'Way to name a date',
  'accuracy.half': 'Half off by at most',
  'accuracy.mean': 'On average off by',
  'accuracy.csv': 'Every case as CSV',
  'accuracy.rough': 'Too few to be sure',
  'coverage.title': 'Do the date ranges hold?',
  'coverage.holds': 'They hold',
  'coverage.narrow': 'Too narrow',
  'coverage.wide': 'Wider than needed',
  'coverage.text':
    '{share} of the orders came within the range of dates given before. Promised: {promise}.',
  'coverage.bar': '{share} came within the range, {promise} was promised',
  'coverage.promise': 'promised {promise}',
  'coverage.none': 'Nobody ordered in the days tested, so no range could prove itself.',
  'expected.title': 'Orders in total',
  'expected.even': 'The predictions added up to what came.',
  'expected.over': 'Together the predictions were {share} too high.',
  'expected.under': 'Together the predictions were {share} too low.',
  'expected.none': 'No order was placed in the days tested.',
  'expected.expected': 'Expected',
  'expected.actual': 'Really placed',
  'calibration.title': 'Do the chances hold?',
  'calibration.close': 'They hold',
  'calibration.rough': 'Roughly',
  'calibration.off': 'They do not hold yet',
  'calibration.text':
    'Between the promised chance and the share that really ordered lie {points} percentage points on average.',
  'calibration.how':
    'Each dot is a group of customers who were promised a similar chance. On the line, what was promised is what happened; above it more ordered than promised, below it fewer. The thin stroke is how far chance alone can move a dot.',
  'calibration.promised': 'Promised chance',
  'calibration.ordered': 'Really ordered',
  'calibration.cases': 'Predictions',
  'calibration.chart': 'Calibration curve, from low to high chance: {bins}',
  'calibration.bin': '{promised} promised, {ordered} ordered',
  'calibration.dot': {
    one: '{n} prediction: {promised} promised, {ordered} ordered',
    other: '{n} predictions: {promised} promised, {ordered} ordered',
  },
  'calibration.each': {
    one: 'Each dot stands for about {n} prediction.',
    other: 'Each dot stands for about {n} predictions.',
  },
  'calibration.asPromised': 'as promised',
  'found.title': 'Whom to write to first',
  'found.times': '{times} times better than at random',
  'found.text':
    'Write to the {first} of the overdue with the highest chance, and you reach {likeliest} of all who come back. At random it would be {first}; beginning with the longest overdue, {overdue}.',
  'found.how': {
    one: '{n} time somebody was overdue on a day tested; {returned} of them ordered again in the days after.',
    other:
      '{n} times somebody was overdue on a day tested; {returned} of them ordered again in the days after.',
  },
  'found.gone': 'The longest silence is seldom the most hopeful: those customers came back least.',
  'found.none':
    'Nobody who was overdue came back in the days tested, so there is no order to compare.',
  'found.likeliest': 'Highest chance first',
  'found.overdue': 'Most overdue first',
  'found.random': 'At random',
  'found.looked': 'Share of the overdue written to',
  'found.found': 'Found of those who came back',
  'found.first': 'First',
  'found.chart': 'Found of those who came back: {points}',
  'found.point':
    'among the first {first}, {likeliest} by highest chance, {overdue} by days overdue',
  'levels.title': 'What the predictions rest on',
  'levels.level': 'It rests',
  'levels.own rhythm': 'on the customer’s own rhythm',
  'levels.similar customers': 'on similar customers',
  'levels.not enough yet': 'on too little yet',
  'levels.now': 'Customers now',
  'levels.cases': 'Tested',
  'levels.promised': 'Promised',
  'levels.ordered': 'Ordered',
  'levels.off': 'Half off by at most',
  'levels.coverage': 'Within the range',
  'figures.title': 'For those who know statistics',
  'figures.figure': 'Figure',
  'figures.alike': 'One for all',
  'figures.logLoss': 'Log loss of the chance',
  'figures.brier': 'Brier score',
  'figures.auc': 'AUC',
  'figures.calibration': 'Calibration error',
  'figures.pinball': 'Pinball loss of the dates, days',
  'history.title': 'Calculations so far',
  'history.when': 'When',
  'history.cause': 'Why',
  'history.data': 'From',
  'history.verdict': 'Verdict',
  'history.of': '{customers} customers, {orders} orders',
  'history.inUse': 'In use',
  'history.accepted': 'Accepted',
  'history.rejected': 'Turned down',
  'fitCause.sync': 'The store was read',
  'fitCause.first': 'Nothing was calculated before',
  'fitCause.nightly': 'Every night',
  'fitCause.new orders': 'Enough new orders',
  'fitCause.manual': 'Started by hand',
  'verdict.first': 'The first one.',
  'verdict.unreadable before':
    'The one before came from another version of Rondo and could not be compared.',
  'verdict.not enough orders': {
    one: '{n} repeat order is not enough to compare.',
    other: '{n} repeat orders are not enough to compare.',
  },
  'verdict.enough orders now': {
    one: 'With {n} repeat order there is now enough to predict.',
    other: 'With {n} repeat orders there is now enough to predict.',
  },
  'verdict.better': {
    one: 'Better than the one before on {n} customer: {errors}.',
    other: 'Better than the one before on {n} customers: {errors}.',
  },
  'verdict.no worse': {
    one: 'As good as the one before on {n} customer: {errors}.',
    other: 'As good as the one before on {n} customers: {errors}.',
  },
  'verdict.worse': {
    one: 'Worse than the one in use on {n} customer: {errors}. So the one in use stayed.',
    other: 'Worse than the one in use on {n} customers: {errors}. So the one in use stayed.',
  },
  'verdict.chances': 'error of the chances {change}',
  'verdict.dates': 'error of the dates {change}',
} as const;
