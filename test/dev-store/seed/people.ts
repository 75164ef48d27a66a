/** Who buys: invented people of three languages, with addresses that nobody can receive mail at. */
import type { Address } from '../model.ts';
import type { Random } from './random.ts';

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly locale: 'en' | 'fr' | 'pl';
  readonly address: Address;
}

interface Country {
  readonly locale: Person['locale'];
  readonly countryCode: string;
  readonly callingCode: string;
  readonly cities: readonly string[];
  readonly streets: readonly string[];
}

const STREETS: Readonly<Record<Person['locale'], readonly string[]>> = {
  en: ['Harbour Road', 'Mill Lane', 'Church Street', 'Station Road', 'Orchard Close'],
  fr: ['rue du Port', 'rue des Tilleuls', 'avenue de la Gare', 'rue Victor Hugo', 'quai Neuf'],
  pl: ['ul. Portowa', 'ul. Lipowa', 'ul. Ogrodowa', 'ul. Kwiatowa', 'al. Zwycięstwa'],
};

const COUNTRIES: readonly (readonly [Country, number])[] = [
  [country('fr', 'FR', '+33', ['Paris', 'Lyon', 'Nantes', 'Lille', 'Rennes', 'Brest']), 40],
  [country('fr', 'BE', '+32', ['Bruxelles', 'Liège', 'Namur']), 6],
  [country('en', 'GB', '+44', ['London', 'Leeds', 'Bristol', 'Glasgow', 'Norwich']), 20],
  [country('en', 'IE', '+353', ['Dublin', 'Cork', 'Galway']), 14],
  [country('pl', 'PL', '+48', ['Warszawa', 'Kraków', 'Gdańsk', 'Poznań', 'Wrocław', 'Łódź']), 20],
];

const FIRST_NAMES: Readonly<Record<Person['locale'], readonly string[]>> = {
  en: words(`Alice Amelia Arthur Beatrice Benjamin Charlotte Daniel Edith Eleanor Ethan Florence Freya George
    Grace Harry Hugo Isla Jack James Lily Lucy Martha Maya Noah Oliver Oscar Poppy Rosie Samuel Theo Violet William`),
  fr: words(`Adèle Agathe Antoine Aurélie Bastien Camille Chloé Clément Élise Émile Étienne Fanny Florian Gabriel
    Hélène Inès Jeanne Julien Juliette Léa Louis Lucie Manon Margaux Mathilde Maxime Nathan Noémie Paul Rémi Simon Zoé`),
  pl: words(`Agnieszka Aleksandra Andrzej Anna Barbara Bartosz Dorota Ewa Grzegorz Hanna Iwona Jakub Jan Joanna Julia
    Kamil Katarzyna Krzysztof Łukasz Magdalena Maja Marcin Michał Monika Natalia Paweł Piotr Tomasz Wojciech Zofia`),
};

const LAST_NAMES: Readonly<Record<Person['locale'], readonly string[]>> = {
  en: words(`Abbott Bailey Barker Bennett Brennan Byrne Carter Clarke Collins Cooper Doyle Evans Fisher Fleming Graham
    Harris Hughes Hunt Kelly Kennedy Lawson Marsh Murphy Nolan Palmer Reed Ryan Shaw Turner Walsh Webb Young`),
  fr: words(`Aubert Bernard Blanchard Bonnet Carpentier Chevalier Colin David Deschamps Dubois Durand Fabre Faure
    Fontaine Garnier Girard Guérin Lambert Leclerc Lefèvre Legrand Marchand Mercier Meunier Moreau Perrin Renard
    Rousseau Roy Simon Vasseur Vidal`),
  pl: words(`Adamczyk Baran Borkowski Chmielewski Czarnecki Dąbrowski Dudek Górski Grabowski Jabłoński Jankowski
    Kamiński Kaczmarek Kowalczyk Król Kubiak Lewandowski Malinowski Mazur Michalak Nowak Nowakowski Pawlak Piotrowski
    Sikora Szymański Walczak Wieczorek Wiśniewski Wójcik Zając Zieliński`),
};

/** The n-th person of a store; n keeps their address and number apart from everyone else's. */
export function createPerson(random: Random, n: number): Person {
  const home = random.weighted(COUNTRIES);
  const firstName = random.pick(FIRST_NAMES[home.locale]);
  const lastName = inflected(random.pick(LAST_NAMES[home.locale]), firstName, home.locale);
  return {
    firstName,
    lastName,
    email: `${plainLetters(firstName)}.${plainLetters(lastName)}.${n}@example.com`,
    phone: `${home.callingCode}${String(600_000_000 + n)}`,
    locale: home.locale,
    address: {
      address1: `${random.whole(1, 180)} ${random.pick(home.streets)}`,
      city: random.pick(home.cities),
      zip: String(random.whole(10_000, 89_999)),
      countryCode: home.countryCode,
    },
  };
}

function country(
  locale: Person['locale'],
  countryCode: string,
  callingCode: string,
  cities: readonly string[],
): Country {
  return { locale, countryCode, callingCode, cities, streets: STREETS[locale] };
}

/** Polish surnames in -ski and -cki end in -a for women, whose first names end in -a. */
function inflected(lastName: string, firstName: string, locale: Person['locale']): string {
  return locale === 'pl' && firstName.endsWith('a')
    ? lastName.replace(/(?<=[sc]k)i$/, 'a')
    : lastName;
}

/** Lower-case a–z only: accents go, and so does everything else that an address would have to escape. */
function plainLetters(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '');
}

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
