import type { OvertakenTexts } from './texts.ts';

export const french: OvertakenTexts = {
  'overtaken.title': 'Quelqu’un d’autre a enregistré entre-temps',
  'overtaken.text':
    'Ce que vous avez écrit est toujours là, mais pas enregistré. Quelle version garder ? La vôtre n’est pas perdue : vous pouvez regarder l’autre et revenir.',
  'overtaken.take': 'Voir l’autre version',
  'overtaken.overwrite': 'Enregistrer la mienne par-dessus',
  'overtaken.theirs': 'Vous voyez ce que quelqu’un d’autre a enregistré',
  'overtaken.theirsText': 'Ce que vous avez écrit est gardé tant que vous restez sur cette page.',
  'overtaken.takeBack': 'Revenir à la mienne',
  'overtaken.forget': 'Garder l’autre',
};
