/** The texts of drawing value tiers in English; the other languages must have the same keys and holes. */
export const english = {
  'tiers.source': 'The programme keeps it in',
  'tiers.source.tags': 'customer tags',
  'tiers.source.metafield': 'a customer metafield',
  'tiers.metafieldHint.loyalty points': 'A whole or decimal number; decimals do not count.',
  'tiers.metafieldHint.loyalty tier': 'A single line of text: the name of the tier.',
  'tiers.namespace': 'Namespace of the metafield',
  'tiers.key': 'Key of the metafield',
  'tiers.keyHint':
    'In Shopify under Settings → Custom data → Customers. “loyalty.points” is namespace loyalty, key points.',
  'tiers.nameInMetafield': 'Name in the metafield',
  'tiers.fault.no namespace':
    'Enter a namespace: 3 to 255 letters, digits, hyphens or underscores.',
  'tiers.fault.no key': 'Enter a key: 2 to 64 letters, digits, hyphens or underscores.',
  'tiers.fault.no name in metafield': 'Enter what the metafield calls this tier.',
  'tiers.loyalty': 'What the metafield says',
  'tiers.loyaltyReading':
    'The metafield is being read for all customers. Until that is done, everybody keeps the tier they have.',
  'tiers.loyaltyFailed': 'The metafield could not be read',
  'tiers.loyaltyAgain': 'It is tried again within the hour. Everybody keeps the tier they have.',
  'tiers.loyaltyReadAt': 'Read for everybody {day}; followed customer by customer since.',
  'tiers.loyaltyRead': 'Customers it gives points or a tier',
  'tiers.loyaltyMissing': 'Customers without it',
  'tiers.loyaltyOtherType': 'It is of another type',
  'tiers.loyaltyUnparsable.loyalty points': 'It is no number',
  'tiers.loyaltyUnparsable.loyalty tier': 'It names none of the tiers below',
  'tiers.loyaltyNone': 'Only the first line can give a tier.',
  'tiers.unread':
    'When you save, the metafield is read for all customers. Who is in which tier shows after that.',
} as const;
