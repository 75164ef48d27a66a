/** On-site messages as staff edit them. Pure; days are the shop's, the last day included. */
import type { OnSiteContent, OnSiteMessageView } from '../../contract/onsite.ts';
import type { OnSiteText } from '../../core/priority/on-site.ts';
import {
  type AuthoredMessage,
  CLASS_OF_KIND,
  type OnSiteKind,
} from '../../core/priority/on-site-kinds.ts';
import type { Instant } from '../../core/time.ts';
import { dayOf, formatDay, parseDay, startOfDay } from '../../core/time.ts';

/** The message without the id that only the server gives. */
export function contentOf({ message }: OnSiteMessageView): OnSiteContent {
  const { id: _id, ...content } = message;
  return structuredClone(content) as OnSiteContent; // the same fields as the contract parses, only readonly
}

const STARTING_TEXTS: Readonly<Record<OnSiteKind, Readonly<Record<string, OnSiteText>>>> = {
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
};

/** A new message of a kind, ready to be switched on as it is. */
export function newContent(kind: OnSiteKind): OnSiteContent {
  const base = {
    priorityClass: CLASS_OF_KIND[kind],
    ownerRank: 0,
    from: null,
    until: null,
    texts: structuredClone(STARTING_TEXTS[kind]),
    fallbackLanguage: 'en',
  };
  switch (kind) {
    case 'launch':
      return { kind, ...base, form: 'bar' };
    case 'birthday':
      return { kind, ...base, form: 'corner card', daysBefore: 3, daysAfter: 7 };
    case 'login return':
      return { kind, ...base, form: 'corner card', absentDays: 60 };
  }
}

/** One language's text changed; an emptied button loses its address too, as both or neither are wanted. */
export function withText(
  content: OnSiteContent,
  language: string,
  change: Partial<Record<keyof OnSiteText, string>>,
): OnSiteContent {
  const {
    buttonLabel = '',
    buttonUrl = '',
    ...rest
  } = {
    title: '',
    body: '',
    ...content.texts[language],
    ...change,
  };
  const hasButton = buttonLabel !== '' || buttonUrl !== '';
  const text = hasButton ? { ...rest, buttonLabel, buttonUrl } : rest;
  return { ...content, texts: { ...content.texts, [language]: text } };
}

/** What is sent: languages in which nothing is written are left out. */
export function withoutEmptyTexts(content: OnSiteContent): OnSiteContent {
  const written = Object.entries(content.texts).filter(
    ([, { title, body }]) => title + body !== '',
  );
  return { ...content, texts: Object.fromEntries(written) };
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

/** Where the message stands among the kinds: ad hoc before yearly before login return. */
export function inRankingOrder(
  messages: readonly OnSiteMessageView[],
): readonly OnSiteMessageView[] {
  const order = Object.keys(CLASS_OF_KIND);
  const rank = ({ kind, ownerRank }: AuthoredMessage) => order.indexOf(kind) * 10_000 + ownerRank;
  return [...messages].sort(
    (a, b) => rank(a.message) - rank(b.message) || a.messageId - b.messageId,
  );
}
