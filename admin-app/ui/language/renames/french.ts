import type { RenamesTexts } from './texts.ts';

/** The texts about queries that a new name did not reach, in French. */
export const french: RenamesTexts = {
  'renames.unread': {
    one: '{n} requête emploie encore l’ancien nom',
    many: '{n} requêtes emploient encore l’ancien nom',
    other: '{n} requêtes emploient encore l’ancien nom',
  },
  'renames.unreadText':
    'Elles n’ont pas pu être lues et n’ont donc pas suivi. Corrigez-les, sinon elles demandent quelque chose qui n’existe plus.',
  'renames.segment': 'Segment',
  'renames.scenario': 'Scénario',
  'renames.campaign': 'Campagne',
  'renames.seen': 'Compris',
};
