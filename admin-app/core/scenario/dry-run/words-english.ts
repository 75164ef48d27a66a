import type { DryRunWords } from './words.ts';

export const english: DryRunWords = {
  always: [
    'Orders are those that really came: what the messages might have changed about them is not foreseen. Orders cancelled since never were, and amounts are what is left of them today.',
    'Consent and addresses are those of today. Branches and conditions ask about the day on which a customer comes to them.',
    'Due days before the last order are stood in for by each customer’s usual gap, as old predictions are not kept.',
    'Every message leaves when it is due, whatever else the customer would have got then.',
  ],
  standing:
    'It begins as if the scenario had been activated on the first day: whoever fitted already enters then.',
  tiers:
    'Tiers that orders give are worked out from the orders by the rules of today: tiers given by hand are left out, and shares of customers stand where they stand today. Tiers of a loyalty programme are those noted since Rondo reads it.',
  activities:
    'Clicks and visits are those that were noted: before messages were sent, or before shoppers agreed to be recognised, there are none.',
  segments:
    'Who was in the segment is worked out for each day of the past, by its query of today. Whoever joined and left within one day is not seen.',
  byHand:
    'Nobody knows whom you will add: everybody who meets the condition and can be reached is taken as added on the first day.',
  asToday: (names) =>
    `Of these only today’s value is known, and it is taken for every day: ${names}.`,
  askedToday: (queries) =>
    `These cannot be asked of the past, and are answered as of today: ${queries}.`,
  callers: (names) =>
    `Customers sent here by ${names} are counted, as those active scenarios would have gone.`,
  unfollowed: (names) =>
    `What is kept of the past does not tell who enters ${names}: nobody is sent here from there.`,
  whyNot: {
    'no start':
      'The start names something that is not there: what it asks for cannot be looked up.',
    returns:
      'It is kept that something of an order was returned, but not when: the past does not tell on which day a customer would have entered.',
    'no tiers': 'There are no value tiers yet: nobody could have risen or fallen.',
    'no loyalty changes':
      'What the loyalty programme said before Rondo read it is not kept, and it has changed nobody’s tier since.',
    'loyalty has no end':
      'A tier of a loyalty programme has no last day known beforehand: nobody would enter by this start.',
    'time of day':
      'The segment asks for something that the past cannot be asked day by day, such as a time of day.',
    'no callers': 'No active scenario sends customers into this one: nobody would have entered.',
    campaign: 'A campaign is sent once, at its own time: there is nothing to go through.',
  },
};
