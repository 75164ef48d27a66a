import type { AlertTexts } from './texts.ts';

export const french: AlertTexts = {
  'alerts.title': 'Clients à contacter',
  'alerts.count': '{n} en attente',
  'alerts.from': 'De {scenario}, {when}',
  'alerts.done': 'Fait',
  'alerts.closed': 'C’est fait pour {customer}',
  'alerts.gone': 'Client supprimé',
  'alerts.seeAll': 'Tout voir',
};
