import type { Trade, TradeWords } from '../trades.ts';

export const english: Readonly<Record<Trade, TradeWords>> = {
  fashion: {
    name: 'Fashion',
    hello: 'A new season has come in since we last saw you',
    opening:
      'New cuts and new colours have come in since your last order. Have a look when you have a quiet minute; one of them may already be yours.',
    arrivals: 'New in',
    reminder: 'A few pieces you may have missed',
  },
  pet: {
    name: 'Pet',
    hello: 'Are supplies running low?',
    opening:
      'Going by your last order, supplies at home may be getting low. Here is what was liked before, ready to be sent again.',
    arrivals: 'For hungry friends',
    reminder: 'Someone at home may be waiting for this',
  },
  books: {
    name: 'Books',
    hello: 'What are you reading next?',
    opening:
      'Plenty of good books have come in since your last order. Here are a few from the shelf you chose from last time.',
    arrivals: 'For your bedside table',
    reminder: 'A short reading list',
  },
  shoes: {
    name: 'Shoes',
    hello: 'Time for a new pair?',
    opening:
      'Good shoes go a long way, and yours may have gone some of it by now. Here is what has been unpacked in the meantime.',
    arrivals: 'Just unpacked',
    reminder: 'Your next pair may be here',
  },
  garden: {
    name: 'Garden',
    hello: 'What will your garden need next?',
    opening:
      'Every season asks something new of a garden. Here is what may help now, in beds, on balconies and for everything that grows.',
    arrivals: 'For the weeks ahead',
    reminder: 'A little help for your garden',
  },
  'games and computers': {
    name: 'Games and computers',
    hello: 'New releases since your last visit',
    opening:
      'A lot has been released since your last order: new titles, new parts, and a few upgrades worth a look.',
    arrivals: 'Fresh releases',
    reminder: 'Ready for the next level?',
  },
  telecom: {
    name: 'Telecom',
    hello: 'Is your phone still up to it?',
    opening:
      'Technology moves fast, and so do prices. Here is what has come in since your last order, from devices to the small things that make them better.',
    arrivals: 'Worth a look',
    reminder: 'A quick check: is there something better by now?',
  },
  'furniture and decor': {
    name: 'Furniture and decor',
    hello: 'A fresh idea for your home',
    opening:
      'Rooms change as we do. Here are a few pieces that have joined us since your last order, to be looked at in peace.',
    arrivals: 'New for your rooms',
    reminder: 'One small change, a new room',
  },
  'cosmetics and beauty': {
    name: 'Cosmetics and beauty',
    hello: 'Are your favourites running low?',
    opening:
      'Going by your last order, your favourites may soon be used up. Here they are again, with a few new ones beside them.',
    arrivals: 'Favourites and new finds',
    reminder: 'There may be a gap on your shelf by now',
  },
  'something else': {
    name: 'Something else',
    hello:
      'It’s been a while{% if customer.first_name != blank %}, {{ customer.first_name }}{% endif %}',
    opening:
      '{% if last_order.product != blank %}Your last order with us was “{{ last_order.product }}”. We hope it has been everything you wanted.{% else %}We haven’t heard from each other for some time.{% endif %}\n\nThe shelves have changed since then. Have a look when you have a quiet minute; your next favourite may already be there.',
    arrivals: 'For you',
    reminder: 'A few good reasons to drop by',
  },
};
