import type { PredictionsTexts } from './texts.ts';

export const french: PredictionsTexts = {
  'need.heading': 'Ce qu’il faut au modèle pour s’améliorer',
  'need.lead':
    'Le plus utile d’abord : la part de votre boutique concernée, et ce que l’on peut y faire.',
  'need.none':
    'Il ne manque rien : assez de commandes, un passé assez long, des clients qui ont leur propre rythme.',
  'need.do': 'Que faire',
  'need.dates': 'En moyenne, leurs dates étaient fausses de {off}.',

  'need.title.orders older than 60 days hidden': 'L’autorisation de voir toutes les commandes',
  'need.title.orders not read': 'Des commandes qui n’ont pas pu être lues',
  'need.title.orders without customer': 'Des commandes qui ne sont à personne',
  'need.title.turned down': 'Un ajustement accepté',
  'need.title.history under two gaps': 'Un passé plus long',
  'need.title.one order': 'Des deuxièmes commandes',
  'need.title.two orders': 'Des troisièmes commandes',
  'need.title.irregular': 'De la prudence avec les clients sans rythme',
  'need.title.heavy buyers': 'Un regard sur ceux qui commandent le plus',
  'need.title.not enough to look back': 'Du temps et des commandes répétées',
  'need.title.short history': 'Un passé plus long',
  'need.title.few repeat orders': 'Plus de commandes répétées',
  'need.title.ends at a peak': 'Du temps pour voir après un pic',
  'need.title.amounts missing': 'Des montants sur les commandes',
  'need.title.value goes with frequency': 'De la prudence avec les valeurs',
  'need.title.few returns': 'Plus de retours dans le test',

  'need.hidden':
    'Shopify ne montre à l’application que les 60 derniers jours, les rythmes longs restent cachés.',
  'need.unread': {
    one: '{n} commande est arrivée sans pouvoir être lue. Son client semble silencieux depuis la précédente.',
    other:
      '{n} commandes sont arrivées sans pouvoir être lues. Leurs clients semblent silencieux depuis les précédentes.',
  },
  'need.guests': {
    one: '{n} commande n’a pas de client, comme souvent les ventes en caisse. Elle n’apprend aucun rythme.',
    other:
      '{n} commandes n’ont pas de client, comme souvent les ventes en caisse. Elles n’apprennent aucun rythme.',
  },
  'need.guestsAtLeast':
    'Au moins {count} commandes n’ont pas de client, comme souvent les ventes en caisse. Elles n’apprennent aucun rythme.',
  'need.turnedDown': {
    one: '{n} ajustement, le dernier, a été refusé. {why}',
    other: 'Les {n} derniers ajustements ont été refusés, le plus récent pour ceci : {why}',
  },
  'need.twoGaps':
    'L’intervalle habituel entre deux commandes est de {gap}, et les commandes connues remontent à {past}. Tant qu’elles ne couvrent pas deux intervalles, les plus longs manquent et les dates viennent trop tôt.',
  'need.oneOrder': {
    one: '{n} client ({share}) n’a commandé qu’une fois. Sa date repose sur des clients semblables.',
    other:
      '{n} clients ({share}) n’ont commandé qu’une fois. Leurs dates reposent sur des clients semblables.',
  },
  'need.twoOrders': {
    one: '{n} client ({share}) a commandé deux fois : un intervalle, ce n’est pas encore un rythme.',
    other:
      '{n} clients ({share}) ont commandé deux fois : un intervalle, ce n’est pas encore un rythme.',
  },
  'need.irregular': {
    one: '{n} client ({share}) commande à des intervalles qui varient plus qu’ils ne durent. Aucun modèle ne peut donner une date précise.',
    other:
      '{n} clients ({share}) commandent à des intervalles qui varient plus qu’ils ne durent. Aucun modèle ne peut donner de dates précises.',
  },
  'need.heavy': {
    one: '{n} client avec au moins {from} commandes tient {share} de toutes les commandes, comme un revendeur. Ce qu’elles apprennent ne vaut pas forcément pour les autres.',
    other:
      '{n} clients avec au moins {from} commandes tiennent {share} de toutes les commandes, comme des revendeurs. Ce qu’elles apprennent ne vaut pas forcément pour les autres.',
  },
  'need.lookBack':
    'Pour un test sur le passé, il faut {neededDays} jours d’historique et {neededOrders} commandes répétées. Il y en a {days} et {orders}.',
  'need.shortHistory':
    'À partir de {needed} jours d’historique, les saisons se distinguent de la croissance. Il y en a {days}.',
  'need.repeatOrders':
    'À partir de {needed}, le passé de votre boutique porte les prédictions. Il y en a {orders}.',
  'need.peak':
    'Les 60 derniers jours ont apporté {times} fois les commandes habituelles, et la suite d’un pic est vite surestimée.',
  'need.amounts': '{share} des commandes n’en ont pas, les valeurs reposent sur les autres.',
  'need.noAmounts': 'Les commandes n’en ont pas, aucune valeur ne peut être prédite.',
  'need.oftenMore':
    'Qui commande souvent dépense aussi plus par commande ; ce qui est attendu de ces clients est plutôt trop bas.',
  'need.oftenLess':
    'Qui commande souvent dépense moins par commande ; ce qui est attendu de ces clients est plutôt trop haut.',
  'need.returns': {
    one: '{n} prédiction s’est conclue par une commande pendant les jours testés. À partir de {needed}, les chiffres de cette page sont solides.',
    other:
      '{n} prédictions se sont conclues par une commande pendant les jours testés. À partir de {needed}, les chiffres de cette page sont solides.',
  },

  'need.do.orders older than 60 days hidden':
    'Demandez read_all_orders à Shopify dans les accès API de l’application, approuvez-le dans cette boutique, puis relancez la synchronisation des commandes.',
  'need.do.orders not read': 'Voir lesquelles, et pourquoi.',
  'need.do.orders without customer':
    'En caisse, ajoutez le client à la commande ; dans la boutique, demandez une adresse e-mail au paiement.',
  'need.do.turned down':
    'Rien si cela arrive une fois : le modèle d’avant reste. Si cela dure, cherchez un import de commandes aux dates fausses.',
  'need.do.history under two gaps':
    'Attendre, ou importer dans Shopify des commandes plus anciennes avec leurs vraies dates.',
  'need.do.one order': 'Gagnez la deuxième commande par un scénario qui suit la première.',
  'need.do.two orders': 'Gagnez la troisième : à partir de trois, un rythme peut apparaître.',
  'need.do.irregular': 'Choisissez-les par leur chance de commander, non par la date attendue.',
  'need.do.heavy buyers':
    'Si ce sont des revendeurs, tenez-les à l’écart des scénarios par un segment.',
  'need.do.not enough to look back':
    'Attendre : cela commence tout seul. Les commandes plus anciennes importées dans Shopify avec leurs vraies dates comptent aussi.',
  'need.do.short history':
    'Attendre, ou importer dans Shopify des commandes plus anciennes avec leurs vraies dates.',
  'need.do.few repeat orders':
    'Faites revenir les clients par un scénario : chaque commande répétée apprend quelque chose.',
  'need.do.ends at a peak':
    'D’ici là, regardez qui viendra en premier plutôt que combien viendront.',
  'need.do.amounts missing':
    'Voyez d’où viennent ces commandes : échantillons, échanges et imports sont souvent sans prix.',
  'need.do.value goes with frequency':
    'Dates et chances n’en souffrent pas. Prenez les valeurs des acheteurs fréquents comme approximatives.',
  'need.do.few returns': 'Attendre, et ne pas juger sur ces chiffres d’ici là.',

  'need.weight.error': 'de l’erreur sur les dates',
  'need.weight.customers': 'des clients',
  'need.weight.orders': 'des commandes',
  'need.weight.days': 'sur {needed} jours',
  'need.weight.repeatOrders': 'sur {needed} commandes répétées',
  'need.weight.returns': 'sur {needed} retours',
  'need.weight.usual': 'les commandes habituelles',
  'need.weight.fits': { one: 'ajustement refusé', other: 'ajustements refusés' },
  'need.weight.values': 'corrélation ; valeurs seules',
  'need.less': '< {share}',
};
