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

  'predictions.title': 'Prédictions',
  'predictions.lead':
    'Quand la prochaine commande de chacun est attendue, et combien de fois c’était juste sur le passé de votre boutique.',
  'predictions.again': 'Recalculer maintenant',
  'predictions.first': 'Faire les premières prédictions',
  'predictions.started': 'Le calcul a commencé',
  'standing.never': 'Rien n’a encore été prédit',
  'standing.under way': 'Apprentissage à partir de vos commandes',
  'standing.interrupted': 'Interrompu, cela reprend tout seul',
  'standing.failed': 'Le dernier calcul a échoué',
  'standing.not enough': 'Pas encore assez de commandes',
  'standing.stale': 'Les prédictions vieillissent',
  'standing.fresh': 'Les prédictions sont à jour',
  'fit.neverText':
    'Dès que les commandes de votre boutique sont lues, Rondo en apprend le rythme de chaque client. Vous pouvez aussi le lancer ici.',
  'fit.staleText':
    'Un calcul a lieu chaque nuit, et aucun n’a abouti ces deux derniers jours. Les nouvelles commandes sont tout de même prises en compte une à une.',
  'fit.mayLeave': 'Vous pouvez quitter cette page ; cela continue tout seul.',
  'fit.before': 'D’ici là, les prédictions d’avant restent en usage.',
  'fit.testing': 'Les prédictions sont prêtes ; ce qui reste montre seulement leur qualité.',
  'fit.waiting': 'Cela commence dans un instant.',
  'fit.interruptedText':
    'Le processus s’est arrêté au milieu. Il reprend d’ici une minute ; rien n’est perdu.',
  'fit.failedAt': 'Il s’est arrêté pendant : {stage}',
  'fit.failedTitle': 'Il n’a pas pu être terminé',
  'fit.failedKeeps':
    'Les prédictions d’avant restent en usage. Un nouvel essai a lieu la nuit, ou quand vous le lancez ici.',
  'fit.failedNone': 'Un nouvel essai a lieu la nuit, ou quand vous le lancez ici.',
  'fit.stages': 'Étapes du calcul',
  'fit.stage.reading': 'Lecture des commandes',
  'fit.stage.fitting': 'Apprentissage des rythmes',
  'fit.stage.comparing': 'Comparaison avec le précédent',
  'fit.stage.predicting': 'Prédiction pour chaque client',
  'fit.stage.back-testing': 'Test sur le passé',
  'fit.is.done': 'terminé',
  'fit.is.open': 'à venir',
  'fit.is.running': '{share} terminé',
  'model.fitted': 'Calculé',
  'model.range': 'D’après les commandes',
  'model.span': 'du {first} au {last}',
  'model.customers': 'Clients',
  'model.orders': 'Jours avec commande',
  'model.repeatOrders': { one: 'dont {n} commande répétée', other: 'dont {n} commandes répétées' },
  'model.next': 'Prochain calcul',
  'model.nextNight': 'Cette nuit',
  'model.nextOrders': {
    one: 'ou à {of} nouvelles commandes ; {n} à ce jour',
    other: 'ou à {of} nouvelles commandes ; {n} à ce jour',
  },
  'enough.text':
    'Tant que les deux ne sont pas atteints, les clients affichent « pas encore assez de données » au lieu d’une date : une supposition passerait pour un savoir.',
  'enough.repeatOrders': 'Commandes répétées',
  'enough.days': 'Jours d’historique',
  'enough.of': '{have} sur {needed}',
  'accuracy.title': 'Testé sur votre propre passé',
  'accuracy.better': 'Plus juste que l’estimation habituelle',
  'accuracy.worse': 'Pas plus juste que l’estimation habituelle',
  'accuracy.text': 'La moitié des dates données par Rondo étaient justes à cela près.',
  'accuracy.guess': 'L’estimation habituelle, dernière commande plus écart habituel : {naive}.',
  'accuracy.noDates':
    'Aucun client ayant déjà deux commandes n’est revenu pendant les jours testés : pas encore de dates à comparer.',
  'accuracy.none': 'Pas encore de test sur le passé',
  'accuracy.comes':
    'Les prédictions sont déjà là ; le test sur votre passé suit dans quelques instants.',
  'accuracy.comesLater': 'Il vient avec le prochain calcul.',
  'accuracy.tooYoung': 'Il y a trop peu de passé pour un test. Ce qui manque figure ci-dessous.',
  'accuracy.how': {
    one: 'À {n} date passée ({dates}), Rondo n’a reçu que ce qu’on savait alors et devait dire ce qu’apporteraient les {days} jours suivants.',
    other:
      'À {n} dates passées ({dates}), Rondo n’a reçu que ce qu’on savait alors et devait dire ce qu’apporteraient les {days} jours suivants.',
  },
  'accuracy.cases': {
    one: '{n} prédiction pour {customers} clients ; {returned} se sont conclues par une commande. Les dates sont comparées là où le client avait déjà commandé au moins deux fois ({dated}).',
    other:
      '{n} prédictions pour {customers} clients ; {returned} se sont conclues par une commande. Les dates sont comparées là où le client avait déjà commandé au moins deux fois ({dated}).',
  },
  'accuracy.sampled':
    'Dans une boutique de cette taille, un échantillon suffit : {share} des clients.',
  'accuracy.model': 'Rondo',
  'accuracy.naive': 'Dernière commande plus écart habituel',
  'accuracy.sameDate': 'La même date pour tous',
  'accuracy.early': 'trop tôt',
  'accuracy.real': 'la commande réelle',
  'accuracy.late': 'trop tard',
  'accuracy.way': 'Façon de donner une date',
  'accuracy.half': 'La moitié à moins de',
  'accuracy.mean': 'Écart moyen',
  'accuracy.csv': 'Tous les cas en CSV',
  'accuracy.rough': 'Trop peu pour être sûr',
  'coverage.title': 'Les intervalles tiennent-ils ?',
  'coverage.holds': 'Ils tiennent',
  'coverage.narrow': 'Trop étroits',
  'coverage.wide': 'Plus larges que nécessaire',
  'coverage.text':
    '{share} des commandes sont arrivées dans l’intervalle annoncé. Promis : {promise}.',
  'coverage.bar': '{share} dans l’intervalle, {promise} promis',
  'coverage.promise': 'promis {promise}',
  'coverage.none':
    'Personne n’a commandé pendant les jours testés : aucun intervalle n’a pu faire ses preuves.',
  'expected.title': 'Commandes au total',
  'expected.even': 'La somme des prédictions correspond à ce qui est venu.',
  'expected.over': 'Ensemble, les prédictions étaient {share} trop hautes.',
  'expected.under': 'Ensemble, les prédictions étaient {share} trop basses.',
  'expected.none': 'Aucune commande n’a été passée pendant les jours testés.',
  'expected.expected': 'Attendues',
  'expected.actual': 'Réellement passées',
  'calibration.title': 'Les chances tiennent-elles ?',
  'calibration.close': 'Elles tiennent',
  'calibration.rough': 'À peu près',
  'calibration.off': 'Elles ne tiennent pas encore',
  'calibration.text':
    'Entre la chance promise et la part qui a vraiment commandé, l’écart moyen est de {points} points.',
  'calibration.how':
    'Chaque point est un groupe de clients à qui une chance comparable était promise. Sur la ligne, ce qui était promis est arrivé ; au-dessus, plus de commandes que promis, au-dessous, moins. Le trait fin est ce que le seul hasard peut déplacer.',
  'calibration.promised': 'Chance promise',
  'calibration.ordered': 'A vraiment commandé',
  'calibration.cases': 'Prédictions',
  'calibration.chart': 'Courbe de calibration, des chances faibles aux fortes : {bins}',
  'calibration.bin': '{promised} promis, {ordered} ont commandé',
  'calibration.dot': {
    one: '{n} prédiction : {promised} promis, {ordered} ont commandé',
    other: '{n} prédictions : {promised} promis, {ordered} ont commandé',
  },
  'calibration.each': {
    one: 'Chaque point représente environ {n} prédiction.',
    other: 'Chaque point représente environ {n} prédictions.',
  },
  'calibration.asPromised': 'comme promis',
  'found.title': 'À qui écrire d’abord',
  'found.times': '{times} fois mieux qu’au hasard',
  'found.text':
    'Écrivez aux {first} de retardataires aux meilleures chances, et vous touchez {likeliest} de tous ceux qui reviennent. Au hasard ce serait {first} ; en commençant par les plus en retard, {overdue}.',
  'found.how': {
    one: '{n} fois quelqu’un était en retard à une date testée ; {returned} ont recommandé dans les jours suivants.',
    other:
      '{n} fois quelqu’un était en retard à une date testée ; {returned} ont recommandé dans les jours suivants.',
  },
  'found.gone':
    'Le plus long silence est rarement le plus prometteur : ces clients sont les moins revenus.',
  'found.none':
    'Aucun retardataire n’est revenu pendant les jours testés : pas d’ordre à comparer.',
  'found.likeliest': 'Meilleure chance d’abord',
  'found.overdue': 'Plus en retard d’abord',
  'found.random': 'Au hasard',
  'found.looked': 'Part des retardataires contactés',
  'found.found': 'Part retrouvée de ceux qui sont revenus',
  'found.first': 'Premiers',
  'found.chart': 'Part retrouvée de ceux qui sont revenus : {points}',
  'found.point':
    'parmi les premiers {first}, {likeliest} par chance, {overdue} par jours de retard',
  'levels.title': 'Sur quoi reposent les prédictions',
  'levels.level': 'Elle repose',
  'levels.own rhythm': 'sur le rythme du client',
  'levels.similar customers': 'sur des clients comparables',
  'levels.not enough yet': 'sur trop peu encore',
  'levels.now': 'Clients aujourd’hui',
  'levels.cases': 'Testées',
  'levels.promised': 'Promis',
  'levels.ordered': 'Ont commandé',
  'levels.off': 'La moitié à moins de',
  'levels.coverage': 'Dans l’intervalle',
  'figures.title': 'Pour qui connaît les statistiques',
  'figures.figure': 'Mesure',
  'figures.alike': 'Une pour tous',
  'figures.logLoss': 'Perte logarithmique de la chance',
  'figures.brier': 'Score de Brier',
  'figures.auc': 'AUC',
  'figures.calibration': 'Erreur de calibration',
  'figures.pinball': 'Perte pinball des dates, en jours',
  'history.title': 'Calculs jusqu’ici',
  'history.when': 'Quand',
  'history.cause': 'Pourquoi',
  'history.data': 'D’après',
  'history.verdict': 'Verdict',
  'history.of': '{customers} clients, {orders} jours avec commande',
  'history.inUse': 'En usage',
  'history.accepted': 'Accepté',
  'history.rejected': 'Refusé',
  'fitCause.sync': 'La boutique a été lue',
  'fitCause.first': 'Rien n’avait été calculé avant',
  'fitCause.nightly': 'Chaque nuit',
  'fitCause.new orders': 'Assez de nouvelles commandes',
  'fitCause.manual': 'Lancé à la main',
  'verdict.first': 'Le premier.',
  'verdict.unreadable before':
    'Le précédent venait d’une autre version de Rondo et n’a pas pu être comparé.',
  'verdict.not enough orders': {
    one: '{n} commande répétée ne suffit pas pour comparer.',
    other: '{n} commandes répétées ne suffisent pas pour comparer.',
  },
  'verdict.enough orders now': {
    one: 'Avec {n} commande répétée, il y a maintenant assez pour prédire.',
    other: 'Avec {n} commandes répétées, il y a maintenant assez pour prédire.',
  },
  'verdict.better': {
    one: 'Meilleur que le précédent sur {n} client : {errors}.',
    other: 'Meilleur que le précédent sur {n} clients : {errors}.',
  },
  'verdict.no worse': {
    one: 'Aussi bon que le précédent sur {n} client : {errors}.',
    other: 'Aussi bon que le précédent sur {n} clients : {errors}.',
  },
  'verdict.worse': {
    one: 'Moins bon que celui en usage sur {n} client : {errors}. Celui en usage est donc resté.',
    other:
      'Moins bon que celui en usage sur {n} clients : {errors}. Celui en usage est donc resté.',
  },
  'verdict.chances': 'erreur des chances {change}',
  'verdict.dates': 'erreur des dates {change}',
};
