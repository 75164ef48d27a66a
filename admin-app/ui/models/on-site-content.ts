/** On-site messages as staff edit them. Pure; days are the shop's, the last day included. */
import type { OnSiteContent, OnSiteMessageView } from '../../contract/onsite.ts';
import {
  effectiveClass,
  type MessageSetting,
  type MessageVersion,
  type TextsByLanguage,
} from '../../core/priority/authored-message.ts';
import type { OnSiteKind } from '../../core/priority/occasions.ts';
import type { OnSiteForm, OnSiteText } from '../../core/priority/on-site.ts';
import { PRIORITY_CLASSES } from '../../core/priority/types.ts';
import type { Instant } from '../../core/time.ts';
import { dayOf, formatDay, parseDay, startOfDay } from '../../core/time.ts';
import { shopLanguages } from './shop.ts';

/** The message as the form edits it. */
export function contentOf({ message }: OnSiteMessageView): OnSiteContent {
  return structuredClone(message) as OnSiteContent; // the same fields as the contract parses, only readonly
}

const STARTING_TEXTS: Readonly<Record<OnSiteKind, TextsByLanguage>> = {
  launch: {
    en: { title: 'Something new has arrived', body: 'Be among the first to have a look.' },
    fr: { title: 'Du nouveau vient d’arriver', body: 'Soyez parmi les premiers à le découvrir.' },
    pl: { title: 'Mamy coś nowego', body: 'Zajrzyj jako jedna z pierwszych osób.' },
  },
  birthday: {
    en: { title: 'Happy birthday!', body: 'All of us wish you a wonderful day.' },
    fr: { title: 'Joyeux anniversaire !', body: 'Toute l’équipe vous souhaite une belle journée.' },
    pl: { title: 'Wszystkiego najlepszego!', body: 'Cały nasz zespół życzy Ci pięknego dnia.' },
  },
  anniversary: {
    en: {
      title: 'Another year together',
      body: 'You first ordered from us on a day like this. Thank you.',
    },
    fr: {
      title: 'Une année de plus ensemble',
      body: 'C’est à cette date que vous avez passé votre première commande. Merci.',
    },
    pl: {
      title: 'Kolejny rok razem',
      body: 'W takim dniu zamówiono u nas po raz pierwszy. Dziękujemy.',
    },
  },
  'login return': {
    en: { title: 'Good to see you again', body: 'A few things are new since your last visit.' },
    fr: {
      title: 'Quel plaisir de vous revoir',
      body: 'Il y a du nouveau depuis votre dernière visite.',
    },
    pl: {
      title: 'Miło Cię znów widzieć',
      body: 'Od Twojej ostatniej wizyty pojawiło się kilka nowości.',
    },
  },
  'tier reached': {
    en: { title: 'You have risen', body: 'New benefits are yours from today.' },
    fr: { title: 'Vous avez changé de niveau', body: 'De nouveaux avantages vous attendent.' },
    pl: { title: 'Masz wyższy poziom', body: 'Od dziś czekają na Ciebie nowe korzyści.' },
  },
  coupon: {
    en: { title: 'Your code is waiting', body: 'Copy it, and use it with your next order.' },
    fr: { title: 'Votre code vous attend', body: 'Copiez-le pour votre prochaine commande.' },
    pl: { title: 'Twój kod czeka', body: 'Skopiuj go i użyj przy następnym zamówieniu.' },
  },
  'last category': {
    en: { title: 'Time for more?', body: 'What you bought last is in stock.' },
    fr: { title: 'Besoin d’en reprendre ?', body: 'Votre dernier achat est en stock.' },
    pl: { title: 'Pora na więcej?', body: 'Twój ostatni zakup jest dostępny.' },
  },
};

/** In the languages of the shop. */
function startingTexts(kind: OnSiteKind): OnSiteContent['texts'] {
  const { languages } = shopLanguages();
  const texts = Object.entries(structuredClone(STARTING_TEXTS[kind]) as OnSiteContent['texts']);
  return Object.fromEntries(texts.filter(([tag]) => languages.some((each) => each === tag)));
}

/**
 * A new message of a kind, ready to be switched on as it is, but for a tier that is to be chosen. A tenth is held out
 * where the occasion is known beforehand, so that what the message brings can be told.
 */
export function newContent(kind: OnSiteKind): OnSiteContent {
  const setting = {
    ...{ moved: null, ownerRank: 0, from: null, until: null, form: 'corner card' as const },
    ...{
      texts: startingTexts(kind),
      fallbackLanguage: shopLanguages().fallback,
    },
    ...{ segment: null, pages: [], visitors: 'all' as const, versionB: null },
  };
  switch (kind) {
    case 'launch':
      return { kind, ...setting, form: 'bar', countdown: false, holdout: 0 };
    case 'birthday':
      return { kind, ...setting, daysBefore: 3, daysAfter: 7, holdout: 10 };
    case 'anniversary':
      return { kind, ...setting, daysBefore: 0, daysAfter: 7, holdout: 10 };
    case 'login return':
      return { kind, ...setting, absentDays: 60, holdout: 0 };
    case 'tier reached':
      return { kind, ...setting, tierId: '', withinDays: 14, holdout: 10 };
    case 'coupon':
      return { kind, ...setting, scenarioId: null, countdown: true, holdout: 0 };
    case 'last category':
      return { kind, ...setting, category: '', afterDays: 30, untilDays: 60, holdout: 10 };
  }
}

/** What is shown of a version. */
export function versionOf(
  { form, texts, versionB }: Pick<MessageSetting, 'form' | 'texts' | 'versionB'>,
  version: MessageVersion,
): { readonly form: OnSiteForm; readonly texts: TextsByLanguage } {
  return version === 'b' && versionB ? versionB : { form, texts };
}

/** The content with a version's form or texts changed. */
export function withVersion(
  content: OnSiteContent,
  version: MessageVersion,
  change: Partial<Pick<OnSiteContent, 'form' | 'texts'>>,
): OnSiteContent {
  if (version === 'a') return { ...content, ...change };
  const { form, texts } = content.versionB ?? content;
  return { ...content, versionB: { form, texts, ...change } };
}

/** One language's text changed; an emptied button loses its address too, as both or neither are wanted. */
export function withText(
  content: OnSiteContent,
  language: string,
  change: Partial<Record<keyof OnSiteText, string>>,
  version: MessageVersion = 'a',
): OnSiteContent {
  const { texts } = versionOf(content, version);
  const {
    buttonLabel = '',
    buttonUrl = '',
    code = '',
    ...rest
  } = {
    ...{ title: '', body: '' },
    ...texts[language],
    ...change,
  };
  const hasButton = buttonLabel !== '' || buttonUrl !== '';
  const text = {
    ...rest,
    ...(hasButton && { buttonLabel, buttonUrl }),
    ...(code !== '' && { code }),
  };
  return withVersion(content, version, { texts: { ...texts, [language]: text } });
}

/** What is sent: languages in which nothing is written are left out. */
export function withoutEmptyTexts(content: OnSiteContent): OnSiteContent {
  const { versionB } = content;
  return {
    ...content,
    texts: written(content.texts),
    versionB: versionB && { ...versionB, texts: written(versionB.texts) },
  };
}

function written(texts: OnSiteContent['texts']): OnSiteContent['texts'] {
  const kept = Object.entries(texts).filter(([, { title, body }]) => title + body !== '');
  return Object.fromEntries(kept);
}

/** The first day as a date field shows it; empty without one. */
export function firstDay(from: Instant | null, zone: string): string {
  return from === null ? '' : formatDay(dayOf(from, zone));
}

/** The last day it still shows; `until` is the first instant after it. */
export function lastDay(until: Instant | null, zone: string): string {
  return until === null ? '' : formatDay(dayOf(until - 1, zone));
}

export function fromFirstDay(text: string, zone: string): Instant | null {
  return text === '' ? null : startOfDay(parseDay(text), zone);
}

export function untilLastDay(text: string, zone: string): Instant | null {
  return text === '' ? null : startOfDay(parseDay(text) + 1, zone);
}

/** By class, then by the owner's order, then by number: the order in which they win where all may show. */
export function inRankingOrder(
  messages: readonly OnSiteMessageView[],
): readonly OnSiteMessageView[] {
  const place = ({ message }: OnSiteMessageView) =>
    PRIORITY_CLASSES.indexOf(effectiveClass(message));
  return [...messages].sort(
    (a, b) =>
      place(a) - place(b) || a.message.ownerRank - b.message.ownerRank || a.messageId - b.messageId,
  );
}
