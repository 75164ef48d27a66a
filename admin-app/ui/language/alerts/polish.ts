import type { AlertTexts } from './texts.ts';

export const polish: AlertTexts = {
  'alerts.title': 'Klienci, do których warto napisać',
  'alerts.count': 'Otwarte: {n}',
  'alerts.from': '{scenario}, {when}',
  'alerts.done': 'Zrobione',
  'alerts.closed': 'Załatwione: {customer}',
  'alerts.gone': 'Usunięty klient',
  'alerts.seeAll': 'Zobacz wszystkich',
};
