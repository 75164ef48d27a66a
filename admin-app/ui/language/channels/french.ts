import type { ChannelTexts } from './texts.ts';

export const french: ChannelTexts = {
  'channels.title': 'Canaux',
  'channels.lead':
    'Les voies vers vos clients : celles qui fonctionnent, et ce qui manque aux autres.',
  'channels.see': 'Voir les canaux',
  'channels.works': 'Fonctionne',
  'channels.lacks': 'Pas prêt',
  'channels.email': 'E-mail',
  'channels.sms': 'SMS',
  'channels.push': 'Push web',
  'channels.on-site': 'Messages sur le site',
  'channels.emailText':
    'Les e-mails partent par le serveur de messagerie de cette installation, au nom indiqué dans vos réglages.',
  'channels.toSender': 'Expéditeur et adresse',
  'channels.smsText':
    'Les SMS passent par votre compte chez un fournisseur qui parle le format de Twilio.',
  'channels.smsShared':
    'Le compte de cette installation est utilisé : {account}, expéditeur {from}. Le vôtre passerait avant lui.',
  'channels.accountSid': 'Identifiant du compte',
  'channels.accountSidHint': 'Commence par AC.',
  'channels.authToken': 'Jeton',
  'channels.authTokenHint':
    'Conservé chiffré et jamais réaffiché. Pour modifier quoi que ce soit ici, saisissez-le à nouveau.',
  'channels.from': 'Expéditeur',
  'channels.fromHint':
    'Un numéro tel que +33612345678, un numéro court, un nom de 11 lettres au plus ou un service de messagerie.',
  'channels.saveAccount': 'Enregistrer le compte',
  'channels.removeAccount': 'Retirer le compte',
  'channels.removeTitle': 'Retirer le compte SMS ?',
  'channels.removeText':
    'Rondo oublie le compte {account} et son jeton. Les SMS passent alors par le compte de cette installation si elle en a un ; sinon ils attendent.',
  'channels.removed': 'Compte retiré',
  'channels.inbound': 'Adresse pour les réponses',
  'channels.inboundHint':
    'Donnez-la au fournisseur comme adresse à appeler pour les messages entrants : ainsi STOP est entendu.',
  'channels.copy': 'Copier',
  'channels.copied': 'Copié',
  'channels.copyByHand': 'Le navigateur ne nous laisse pas copier ; l’adresse est sélectionnée.',
  'channels.pushText':
    'Les notifications atteignent les clients connectés qui les ont autorisées dans leur navigateur.',
  'channels.subscribers': { one: '{n} client joignable', other: '{n} clients joignables' },
  'channels.pushHow': 'Comment les clients s’inscrivent',
  'channels.pushAdd':
    'Ajoutez le bloc « Rondo push sign-up » à une page de votre thème, par exemple l’accueil ou le compte client, et enregistrez.',
  'channels.pushAsk':
    'Les clients connectés y voient un bouton. Leur navigateur ne demande qu’après un clic.',
  'channels.pushBack': 'Au même endroit, ils peuvent revenir sur leur choix.',
  'channels.pushEditor': 'Ajouter le bloc dans l’éditeur de thème',
  'channels.onSiteText':
    'Des messages sur les pages de votre boutique. L’intégration d’application de votre thème les affiche.',
  'channels.embedOff': 'Intégration désactivée',
  'channels.embedOffText':
    'L’intégration d’application est désactivée dans votre thème : aucune page ne les affiche.',
  'channels.toOnSite': 'Messages sur le site',
  'channels.try': 'Envoyer un test',
  'channels.testTitle': 'Un test de Rondo',
  'channels.testText': 'Si vous lisez ceci, le canal fonctionne.',
  'domain.title': 'Vérifier le domaine de l’expéditeur',
  'domain.lead':
    'Les fournisseurs de messagerie demandent trois enregistrements publics avant de se fier aux e-mails envoyés en votre nom : SPF, DKIM et DMARC.',
  'domain.selector': 'Sélecteur DKIM (facultatif)',
  'domain.selectorHint':
    'Votre fournisseur d’e-mail l’indique. Laissé vide, les plus courants sont essayés.',
  'domain.check': 'Vérifier',
  'domain.good': 'Bon',
  'domain.toMend': 'À corriger',
  'domain.noSender':
    'Aucun expéditeur n’est défini. Indiquez dans les réglages de qui viennent les e-mails.',
  'domain.freeMailbox':
    'Tout le monde peut ouvrir une boîte chez {domain} ; ses e-mails sont donc refusés quand ils viennent d’ailleurs. Écrivez depuis une adresse au domaine de votre boutique.',
  'domain.unreachable':
    'Aucun serveur de noms n’a répondu au sujet de {domain}. Réessayez quand ce serveur aura un réseau.',
  'domain.spf.good':
    '{domain} dit qui peut envoyer ses e-mails. Vérifiez que votre fournisseur y figure.',
  'domain.spf.missing':
    '{domain} ne dit pas qui peut envoyer ses e-mails. Ajoutez l’enregistrement SPF que votre fournisseur vous donne.',
  'domain.spf.several':
    '{domain} a plusieurs enregistrements SPF ; les destinataires n’en retiennent alors aucun. Réunissez-les en un seul.',
  'domain.spf.open':
    'L’enregistrement laisse n’importe qui envoyer au nom de {domain}. Terminez-le par ~all ou -all.',
  'domain.spf.too many lookups':
    'L’enregistrement demande plus de 10 recherches, ce que les destinataires refusent. Retirez ce qui ne sert pas.',
  'domain.dkim.good': 'Les e-mails peuvent être signés avec la clé de {selector}.',
  'domain.dkim.missing':
    'Aucune clé n’a été trouvée pour {domain}. Activez DKIM chez votre fournisseur ; si c’est fait, entrez son sélecteur ci-dessus.',
  'domain.dkim.revoked':
    'La clé de {selector} est révoquée. Publiez-en une nouvelle avec votre fournisseur.',
  'domain.dkim.weak':
    'La clé de {selector} est trop courte pour inspirer confiance. Publiez-en une de 2048 bits.',
  'domain.dmarc.good': 'Les e-mails qui se font passer pour {domain} sont arrêtés.',
  'domain.dmarc.only watched':
    'La politique observe seulement (p=none). Cela suffit pour envoyer ; passez à quarantine quand les rapports sont bons.',
  'domain.dmarc.missing':
    '{domain} n’a pas de politique DMARC. Les grands fournisseurs de messagerie en demandent une.',
  'domain.dmarc.several':
    '{domain} a plusieurs enregistrements DMARC ; les destinataires n’en retiennent alors aucun. Gardez-en un.',
  'domain.dmarc.malformed':
    'L’enregistrement ne donne aucune politique connue des destinataires. Il lui faut p=none, p=quarantine ou p=reject.',
  'domain.add': 'Enregistrement TXT à {name}',
  'domain.addHint':
    'Ajoutez-le là où votre domaine est géré. Les rapports vont à l’adresse qu’il contient.',
  'audiences.title': 'Audiences sociales',
  'audiences.lead':
    'Des groupes de clients qu’un réseau social connaît par leurs adresses et numéros hachés. Les scénarios y ajoutent et en retirent des personnes.',
  'audiences.see': 'Voir les audiences',
  'audiences.new': 'Nouvelle audience',
  'audiences.create': 'Créer',
  'audiences.created': '{name} est créée',
  'audiences.none': 'Pas encore d’audience',
  'audiences.noneText': 'Créez-en une, puis laissez un scénario y mettre des clients.',
  'audiences.members': { one: '{n} personne', other: '{n} personnes' },
  'audiences.file': 'Pour un fichier : vous le récupérez et le donnez au réseau',
  'audiences.neverSynced': 'Le réseau n’a pas encore été informé',
  'audiences.synced': 'Informé {when}',
  'audiences.tried': 'Dernier essai {when}',
  'audiences.pending': {
    one: '{n} changement à transmettre',
    other: '{n} changements à transmettre',
  },
  'audiences.number': 'N° {id}',
  'audiences.sync': 'Synchroniser',
  'audiences.syncing': 'Le réseau est en train d’être informé',
  'audiences.history': 'Historique des synchronisations',
  'audiences.historyOf': 'Historique des synchronisations de {name}',
  'audiences.when': 'Quand',
  'audiences.added': 'Ajoutés',
  'audiences.removed': 'Retirés',
  'audiences.unreadable': 'Illisibles',
  'audiences.withoutKey': 'Sans clé',
  'audiences.outcome': 'Résultat',
  'audiences.upToDate': 'À jour',
  'audiences.unfinished': 'En cours, ou interrompue',
  'audiences.historyHint':
    'Illisibles : le réseau n’a pas pu lire l’adresse ou le numéro haché. Sans clé : ni adresse, ni numéro, ni consentement à transmettre.',
  'audiences.archive': 'Archiver',
  'audiences.archived': '{name} est archivée',
  'audiences.archiveTitle': 'Archiver « {name} » ?',
  'audiences.archiveText': {
    one: '{n} personne s’y trouve. Les scénarios ne la changent plus, et elle quitte cette page.',
    other:
      '{n} personnes s’y trouvent. Les scénarios ne la changent plus, et elle quitte cette page.',
  },
  'audiences.archiveNetwork':
    'Cela ne retire personne du réseau ; seuls ceux qui sont effacés ou ne veulent plus de marketing le sont encore. Supprimez l’audience là-bas pour y mettre fin.',
  'audiences.name': 'Nom',
  'audiences.target': 'Qui est informé',
  'audiences.target.file': 'Personne : je récupère un fichier',
  'audiences.target.fileHint': 'Un fichier CSV d’adresses et de numéros hachés.',
  'audiences.target.http': 'Le réseau',
  'audiences.target.httpHint': 'Rondo l’informe de lui-même de chaque changement.',
  'audiences.externalId': 'Numéro sur le réseau (facultatif)',
  'audiences.externalIdHint': 'D’une audience qui y existe. Laissé vide, une nouvelle est créée.',
  'audiences.network': 'Compte sur le réseau',
  'audiences.networkText':
    'Pour les réseaux qui parlent le format des audiences personnalisées de Meta. Les adresses ne partent que hachées en SHA-256.',
  'audiences.networkShared':
    'Le compte de cette installation est utilisé. Le vôtre passerait avant lui.',
  'audiences.accessToken': 'Jeton d’accès',
  'audiences.adAccountId': 'Compte publicitaire (facultatif)',
  'audiences.adAccountIdHint':
    'Par exemple act_1234567. Nécessaire pour y créer de nouvelles audiences.',
  'audiences.removeTitle': 'Retirer le compte sur le réseau ?',
  'audiences.removeText':
    'Rondo oublie le jeton d’accès. Le réseau est alors informé par le compte de cette installation si elle en a un ; sinon les changements attendent.',
};
