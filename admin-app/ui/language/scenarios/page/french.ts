import type { Translated } from '../../t.ts';
import type { english } from './english.ts';

/** The same in French. */
export const french: Translated<typeof english> = {
  'scenario.results': 'Résultats',
  'scenario.pause': 'Suspendre',
  'scenario.resume': 'Reprendre',
  'scenario.did.activate':
    'Actif. Qui correspond entre dès maintenant ; les chiffres suivent d’eux-mêmes.',
  'scenario.did.pause': 'En pause. Rien ne part avant la reprise.',
  'scenario.did.resume': 'Repris',
  'scenario.howToRead':
    'Lisez-le de haut en bas. Choisissez un bloc pour voir et changer ce qu’il fait ; son chiffre dit combien de clients s’y trouvent.',
  'scenario.unpublishedTitle': 'Enregistré, mais pas publié',
  'scenario.unpublishedText':
    'Les nouveaux clients suivent encore la version précédente. Publiez pour utiliser celle-ci.',
  'scenario.more': 'Plus',
  'scenario.addCustomers': 'Ajouter des clients par une liste',
  'scenario.archive': 'Archiver',
  'scenario.archiveTitle': 'Archiver « {name} » ?',
  'scenario.archiveText': 'Plus personne n’entre et rien n’est envoyé. Ses résultats restent.',
  'scenario.archiveInside': {
    one: '{n} client dedans le quitte aussitôt.',
    other: '{n} clients dedans le quittent aussitôt.',
  },
  'scenario.did.archive': 'Archivé',
  'scenario.duplicateTitle': 'Dupliquer le scénario',
  'scenario.duplicateHint': 'Un brouillon avec les mêmes blocs, tels qu’enregistrés.',

  'faults.title': {
    one: '{n} point à corriger avant l’activation',
    other: '{n} points à corriger avant l’activation',
  },
  'faults.more': { one: 'et {n} autre', other: 'et {n} autres' },

  'scenarios.fitNow': {
    one: '{what} : {n} client concerné aujourd’hui, joignables : {reachable}.',
    many: '{what} : {n} clients concernés aujourd’hui, dont {reachable} joignables.',
    other: '{what} : {n} clients concernés aujourd’hui, dont {reachable} joignables.',
  },

  'audience.entering': 'Entreraient',
  'audience.afterSaving': 'Recompté après l’enregistrement.',
  'audience.later': 'Compté à partir de ce qui se passe après l’activation.',
  'audience.beingCounted':
    'Le comptage est en cours. Dans une grande boutique, il prend une ou deux minutes ; les chiffres s’affichent ensuite d’eux-mêmes.',
  'audience.inactive': 'Concernés',
  'audience.reachable': 'Joignables',
  'audience.text': {
    one: 'Parmi eux, environ {n} irait au groupe témoin. Qui commande entre-temps n’entre jamais.',
    other:
      'Parmi eux, environ {n} iraient au groupe témoin. Qui commande entre-temps n’entre jamais.',
  },

  'activate.noneYet': 'Personne n’entre tout de suite. Ensuite : {who}.',
  'activate.warnings': {
    one: '{n} point à considérer d’abord',
    other: '{n} points à considérer d’abord',
  },
  'activate.confirm': 'J’ai lu et je continue',
  'activate.inside': { one: '{n} client est dedans', other: '{n} clients sont dedans' },
  'activate.finish': 'Ils terminent sur leur version',
  'activate.finishHint': 'Seuls ceux qui entrent désormais prennent celle-ci.',
  'activate.moveOver': 'Ils passent à celle-ci',
  'activate.moveOverHint':
    'Chacun reste à son bloc ; si le bloc n’existe plus, il termine sur l’ancienne version.',
  'activate.title': 'Activer « {name} » ?',
  'activate.do': 'Activer',
  'activate.publish': 'Publier les modifications',
  'activate.publishTitle': 'Publier les modifications de « {name} » ?',
  'activate.enter': {
    one: '{n} client entre maintenant ({who}).',
    other: '{n} clients entrent maintenant ({who}).',
  },
  'activate.heldOut': {
    one: 'Environ {n} va au groupe témoin et ne reçoit rien.',
    other: 'Environ {n} vont au groupe témoin et ne reçoivent rien.',
  },
  'activate.nobodyHeldOut': 'Sans groupe témoin, l’effet ne pourra pas être mesuré.',
  'activate.notReachable': {
    one: '{n} autre est concerné mais injoignable.',
    other: '{n} autres sont concernés mais injoignables.',
  },
  'activate.laterText':
    'Ensuite, les clients entrent d’eux-mêmes le jour où cela devient vrai pour eux.',

  'add.list': 'Adresses e-mail ou numéros de client',
  'add.hint': 'Une par ligne, séparées par des virgules, ou une colonne d’un fichier CSV.',
  'add.none': 'Il n’y a ni adresse ni numéro dedans.',
  'add.entered': { one: '{n} client est entré', other: '{n} clients sont entrés' },
  'add.inside': { one: '{n} était déjà dedans.', other: '{n} étaient déjà dedans.' },
  'add.refused': {
    one: '{n} ne peut pas encore revenir.',
    other: '{n} ne peuvent pas encore revenir.',
  },
  'add.unknown': {
    one: '{n} n’est pas de vos clients : {examples}',
    other: '{n} ne sont pas de vos clients : {examples}',
  },

  'versions.version': 'Version {version}',

  'conflict.title': 'Quelqu’un d’autre a modifié ce scénario',
  'conflict.text': {
    one: '« {name} » a été enregistré {when}, après votre ouverture. {n} différence avec votre brouillon. Lequel garder ? Le vôtre n’est pas perdu : après avoir pris l’autre, « annuler » le ramène.',
    many: '« {name} » a été enregistré {when}, après votre ouverture. {n} différences avec votre brouillon. Lequel garder ? Le vôtre n’est pas perdu : après avoir pris l’autre, « annuler » le ramène.',
    other:
      '« {name} » a été enregistré {when}, après votre ouverture. {n} différences avec votre brouillon. Lequel garder ? Le vôtre n’est pas perdu : après avoir pris l’autre, « annuler » le ramène.',
  },

  'versions.title': 'Versions',
  'versions.none': 'Aucune encore. L’activation crée la première.',
  'versions.draft': 'Ce que le brouillon change à la version {version}',
  'versions.same': 'Rien : le brouillon est la version active.',
  'versions.since': 'depuis le {when}',
  'versions.counts': '{entered} entrées, {inside} dedans',
  'versions.changes': {
    one: '{n} changement depuis la précédente',
    other: '{n} changements depuis la précédente',
  },
  'versions.takeOver': 'Revenir à celle-ci',
  'versions.takenOver':
    'Le brouillon est de nouveau la version {version}. Publiez-le pour l’utiliser.',

  'changes.scenario': 'Le scénario dans son ensemble',
  'changes.added': 'nouveau',
  'changes.removed': 'supprimé',
  'changes.ways': 'où il mène',
  'changes.text': 'texte',
  'changes.settings': 'réglages',

  'activate.changes': { one: '{n} changement', other: '{n} changements' },

  'scenario.seeChanges': 'Voir les changements',

  'faults.toSettings': 'Aller aux réglages',

  'activate.nobodyNow': 'Personne n’entre maintenant ({who}).',
};
