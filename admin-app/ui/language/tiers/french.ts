import type { TierTexts } from './texts.ts';

export const french: TierTexts = {
  'tiers.source': 'Le programme le conserve dans',
  'tiers.source.tags': 'des tags de clients',
  'tiers.source.metafield': 'un champ méta de client',
  'tiers.metafieldHint.loyalty points':
    'Un nombre entier ou décimal ; les décimales ne comptent pas.',
  'tiers.metafieldHint.loyalty tier': 'Un texte d’une seule ligne : le nom du niveau.',
  'tiers.namespace': 'Espace de noms du champ méta',
  'tiers.key': 'Clé du champ méta',
  'tiers.keyHint':
    'Dans Shopify sous Paramètres → Données personnalisées → Clients. « loyalty.points » : espace de noms loyalty, clé points.',
  'tiers.nameInMetafield': 'Nom dans le champ méta',
  'tiers.fault.no namespace':
    'Saisissez un espace de noms : de 3 à 255 lettres, chiffres, tirets ou traits de soulignement.',
  'tiers.fault.no key':
    'Saisissez une clé : de 2 à 64 lettres, chiffres, tirets ou traits de soulignement.',
  'tiers.fault.no name in metafield': 'Saisissez le nom que le champ méta donne à ce niveau.',
  'tiers.loyalty': 'Ce que dit le champ méta',
  'tiers.loyaltyReading':
    'Le champ méta est en cours de lecture pour tous les clients. D’ici là, chacun garde son niveau.',
  'tiers.loyaltyFailed': 'Le champ méta n’a pas pu être lu',
  'tiers.loyaltyAgain': 'Nouvel essai dans l’heure. Chacun garde son niveau.',
  'tiers.loyaltyReadAt': 'Lu pour tous le {day} ; suivi depuis, client par client.',
  'tiers.loyaltyRead': 'Clients à qui il donne des points ou un niveau',
  'tiers.loyaltyMissing': 'Clients qui n’en ont pas',
  'tiers.loyaltyOtherType': 'Il est d’un autre type',
  'tiers.loyaltyUnparsable.loyalty points': 'Ce n’est pas un nombre',
  'tiers.loyaltyUnparsable.loyalty tier': 'Il ne nomme aucun des niveaux ci-dessous',
  'tiers.loyaltyNone': 'Seule la première ligne peut donner un niveau.',
  'tiers.unread':
    'À l’enregistrement, le champ méta est lu pour tous les clients. La répartition s’affiche ensuite.',
};
