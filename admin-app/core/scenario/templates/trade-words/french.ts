import type { Trade, TradeWords } from '../trades.ts';

export const french: Readonly<Record<Trade, TradeWords>> = {
  fashion: {
    name: 'Mode',
    hello: 'Une nouvelle saison est arrivée depuis votre dernière visite',
    opening:
      'de nouvelles coupes et de nouvelles couleurs sont arrivées depuis votre dernière commande. Venez y jeter un œil quand vous aurez un moment : l’une d’elles est peut-être déjà la vôtre.',
    arrivals: 'Nouveautés',
    reminder: 'Quelques pièces qui vous ont peut-être échappé',
  },
  pet: {
    name: 'Animalerie',
    hello: 'Les réserves s’épuisent ?',
    opening:
      'd’après votre dernière commande, les réserves à la maison diminuent peut-être. Voici ce qui a plu la dernière fois, prêt à repartir.',
    arrivals: 'Pour nos amis gourmands',
    reminder: 'Quelqu’un à la maison attend peut-être ceci',
  },
  books: {
    name: 'Livres',
    hello: 'Quelle sera votre prochaine lecture ?',
    opening:
      'beaucoup de bons livres sont arrivés depuis votre dernière commande. En voici quelques-uns du rayon que vous aviez choisi.',
    arrivals: 'Pour votre table de chevet',
    reminder: 'Une petite liste de lectures',
  },
  shoes: {
    name: 'Chaussures',
    hello: 'Le moment d’une nouvelle paire ?',
    opening:
      'de bonnes chaussures vont loin, et les vôtres ont sans doute déjà fait du chemin. Voici ce que nous avons déballé entre-temps.',
    arrivals: 'À peine déballées',
    reminder: 'Votre prochaine paire est peut-être ici',
  },
  garden: {
    name: 'Jardin',
    hello: 'De quoi votre jardin aura-t-il besoin ?',
    opening:
      'à chaque saison, un jardin demande autre chose. Voici ce qui peut aider maintenant, dans les massifs, sur les balcons et pour tout ce qui pousse.',
    arrivals: 'Pour les semaines à venir',
    reminder: 'Un petit coup de main pour votre jardin',
  },
  'games and computers': {
    name: 'Jeux et informatique',
    hello: 'Les sorties depuis votre dernière visite',
    opening:
      'beaucoup de choses sont sorties depuis votre dernière commande : de nouveaux titres, de nouveaux composants et quelques mises à niveau qui valent le détour.',
    arrivals: 'Dernières sorties',
    reminder: 'Envie de passer au niveau suivant ?',
  },
  telecom: {
    name: 'Télécom',
    hello: 'Votre téléphone suit-il toujours ?',
    opening:
      'la technique avance vite, les prix aussi. Voici ce qui est arrivé depuis votre dernière commande, des appareils aux petites choses qui les rendent meilleurs.',
    arrivals: 'À voir',
    reminder: 'En un coup d’œil : y a-t-il mieux aujourd’hui ?',
  },
  'furniture and decor': {
    name: 'Meubles et décoration',
    hello: 'Une idée neuve pour votre intérieur',
    opening:
      'les pièces changent comme nous. Voici quelques nouveautés depuis votre dernière commande, à regarder tranquillement.',
    arrivals: 'Du nouveau pour vos pièces',
    reminder: 'Un petit changement, une autre pièce',
  },
  'cosmetics and beauty': {
    name: 'Cosmétique et beauté',
    hello: 'Vos favoris s’épuisent ?',
    opening:
      'd’après votre dernière commande, vos favoris touchent peut-être à leur fin. Les voici de nouveau, avec quelques nouveautés à leurs côtés.',
    arrivals: 'Favoris et découvertes',
    reminder: 'Il manque peut-être quelque chose sur votre étagère',
  },
  'something else': {
    name: 'Autre chose',
    hello:
      '{% if customer.first_name != blank %}{{ customer.first_name }}, cela{% else %}Cela{% endif %} fait un moment',
    opening:
      '{% if last_order.product != blank %}votre dernière commande chez nous : « {{ last_order.product }} ». Nous espérons que vous en profitez pleinement.{% else %}voilà quelque temps que nous n’avons pas eu de vos nouvelles.{% endif %}\n\nDepuis, nos rayons ont bien changé. Venez y faire un tour quand vous aurez un moment : votre prochain coup de cœur vous y attend peut-être.',
    arrivals: 'Pour vous',
    reminder: 'Quelques bonnes raisons de repasser',
  },
};
