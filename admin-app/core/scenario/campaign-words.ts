/** What is wrong with a campaign, in each language. Every one is a sentence or two. */
import type { Language } from '../message/types.ts';
import type { Channel } from './types.ts';

export interface CampaignWords {
  readonly nameMissing: string;
  readonly noChannel: string;
  readonly channelTwice: (channel: Channel) => string;
  readonly sameSegment: string;
  readonly noTime: string;
  readonly noDay: string;
  readonly timePast: string;
  readonly hour: (hour: number) => string;
  /** `most` hours at most. */
  readonly window: (hours: number, most: number) => string;
  readonly lifetime: (hours: number, most: number) => string;
  readonly expiresBefore: string;
  readonly classReasonMissing: string;
  readonly quietReasonMissing: string;
  readonly nobodyHeldOut: string;
  readonly channelClosed: (channel: Channel) => string;
  readonly nobodyReached: string;
  readonly onSiteNotLast: string;
  readonly channelReachesNobody: (channel: Channel) => string;
  readonly everybodyTooLate: string;
  readonly expired: (customers: number) => string;
  readonly late: (customers: number) => string;
}

const ENGLISH_CHANNELS: Readonly<Record<Channel, string>> = {
  email: 'E-mail',
  sms: 'SMS',
  push: 'Push',
  'on-site': 'On-site',
};

const english: CampaignWords = {
  nameMissing: 'Give the campaign a name.',
  noChannel: 'Choose at least one channel.',
  channelTwice: (channel) => `${ENGLISH_CHANNELS[channel]} is chosen twice.`,
  sameSegment: 'The segment left out is the one written to, so nobody is left; choose another.',
  noTime: 'Choose when it goes out.',
  noDay: 'Choose the day on which it goes out.',
  timePast: 'That time is over; choose one to come, or send at once.',
  hour: (hour) => `The hour is ${hour}; choose a whole hour from 0 to 23.`,
  window: (hours, most) => `The window is ${hours} hours; choose 1 to ${most}.`,
  lifetime: (hours, most) => `It is set to end after ${hours} hours; choose 1 to ${most}.`,
  expiresBefore: 'It ends before it begins; choose a later end.',
  classReasonMissing: 'Say why this campaign has another priority; the reason is kept.',
  quietReasonMissing: 'Say why this campaign may disturb at night; the reason is kept.',
  nobodyHeldOut:
    'Nobody is held out, so nothing will show what would have happened without this campaign.',
  channelClosed: (channel) =>
    `${ENGLISH_CHANNELS[channel]} cannot be sent yet; set it up in the settings.`,
  nobodyReached: 'None of these customers can be reached over the chosen channels.',
  onSiteNotLast:
    'Put on-site last: it reaches everybody who comes, so nobody gets what is tried after it.',
  channelReachesNobody: (channel) =>
    `${ENGLISH_CHANNELS[channel]} reaches nobody: no one in the audience has agreed to it.`,
  everybodyTooLate: 'That hour is over everywhere; choose a later day.',
  expired: (customers) =>
    customers === 1
      ? '1 customer would get it only after its end, and so gets nothing.'
      : `${customers} customers would get it only after its end, and so get nothing.`,
  late: (customers) =>
    customers === 1
      ? 'For 1 customer that hour is already over; they get it at the same hour the next day.'
      : `For ${customers} customers that hour is already over; they get it at the same hour the next day.`,
};

const FRENCH_CHANNELS: Readonly<Record<Channel, string>> = {
  email: 'L’e-mail',
  sms: 'Le SMS',
  push: 'La notification push',
  'on-site': 'Le message sur le site',
};

const french: CampaignWords = {
  nameMissing: 'Donnez un nom à la campagne.',
  noChannel: 'Choisissez au moins un canal.',
  channelTwice: (channel) => `${FRENCH_CHANNELS[channel]} est choisi deux fois.`,
  sameSegment:
    'Le segment exclu est celui auquel vous écrivez : il ne reste personne ; choisissez-en un autre.',
  noTime: 'Choisissez le moment de l’envoi.',
  noDay: 'Choisissez le jour de l’envoi.',
  timePast: 'Ce moment est passé ; choisissez-en un à venir, ou envoyez tout de suite.',
  hour: (hour) => `L’heure est ${hour} ; choisissez une heure entière de 0 à 23.`,
  window: (hours, most) => `La plage est de ${hours} heures ; choisissez de 1 à ${most}.`,
  lifetime: (hours, most) => `La fin est prévue après ${hours} heures ; choisissez de 1 à ${most}.`,
  expiresBefore: 'Elle se termine avant de commencer ; choisissez une fin plus tardive.',
  classReasonMissing:
    'Dites pourquoi cette campagne a une autre priorité ; la raison est conservée.',
  quietReasonMissing:
    'Dites pourquoi cette campagne peut déranger la nuit ; la raison est conservée.',
  nobodyHeldOut:
    'Personne n’est mis à part : rien ne montrera ce qui se serait passé sans cette campagne.',
  channelClosed: (channel) =>
    `${FRENCH_CHANNELS[channel]} ne peut pas encore partir ; réglez-le dans les paramètres.`,
  nobodyReached: 'Aucun de ces clients ne peut être joint par les canaux choisis.',
  onSiteNotLast:
    'Mettez le site en dernier : il touche tous ceux qui viennent, personne ne reçoit ce qui est essayé ensuite.',
  channelReachesNobody: (channel) =>
    `${FRENCH_CHANNELS[channel]} ne touche personne : personne dans l’audience n’a donné son accord.`,
  everybodyTooLate: 'Cette heure est passée partout ; choisissez un jour plus tardif.',
  expired: (customers) =>
    customers === 1
      ? '1 client ne la recevrait qu’après sa fin, et ne reçoit donc rien.'
      : `${customers} clients ne la recevraient qu’après sa fin, et ne reçoivent donc rien.`,
  late: (customers) =>
    customers === 1
      ? 'Pour 1 client cette heure est déjà passée ; il la reçoit le lendemain à la même heure.'
      : `Pour ${customers} clients cette heure est déjà passée ; ils la reçoivent le lendemain à la même heure.`,
};

const POLISH_CHANNELS: Readonly<Record<Channel, string>> = {
  email: 'E-mail',
  sms: 'SMS',
  push: 'Powiadomienie push',
  'on-site': 'Wiadomość na stronie',
};

const polish: CampaignWords = {
  nameMissing: 'Nadaj kampanii nazwę.',
  noChannel: 'Wybierz co najmniej jeden kanał.',
  channelTwice: (channel) => `Kanał „${POLISH_CHANNELS[channel]}” jest wybrany dwa razy.`,
  sameSegment:
    'Pomijany segment jest tym, do którego piszesz, więc nikt nie zostaje; wybierz inny.',
  noTime: 'Wybierz, kiedy ma zostać wysłana.',
  noDay: 'Wybierz dzień wysyłki.',
  timePast: 'Ten czas już minął; wybierz przyszły albo wyślij od razu.',
  hour: (hour) => `Godzina to ${hour}; wybierz pełną godzinę od 0 do 23.`,
  window: (hours, most) => `Okno ma ${hours} godz.; wybierz od 1 do ${most}.`,
  lifetime: (hours, most) => `Koniec ustawiono po ${hours} godz.; wybierz od 1 do ${most}.`,
  expiresBefore: 'Kończy się, zanim się zacznie; wybierz późniejszy koniec.',
  classReasonMissing: 'Podaj, dlaczego ta kampania ma inny priorytet; powód zostaje zapisany.',
  quietReasonMissing:
    'Podaj, dlaczego ta kampania może przeszkadzać w nocy; powód zostaje zapisany.',
  nobodyHeldOut: 'Nikt nie jest odłożony, więc nic nie pokaże, co stałoby się bez tej kampanii.',
  channelClosed: (channel) =>
    `Kanał „${POLISH_CHANNELS[channel]}” jeszcze nie działa; skonfiguruj go w ustawieniach.`,
  nobodyReached: 'Żadnego z tych klientów nie można zastać w wybranych kanałach.',
  onSiteNotLast:
    'Ustaw stronę na końcu: dociera do każdego, kto przyjdzie, więc nikt nie dostaje tego, co próbowane jest po niej.',
  channelReachesNobody: (channel) =>
    `Kanał „${POLISH_CHANNELS[channel]}” do nikogo nie dociera: nikt z odbiorców nie wyraził zgody.`,
  everybodyTooLate: 'Ta godzina wszędzie już minęła; wybierz późniejszy dzień.',
  expired: (customers) =>
    customers === 1
      ? '1 klient otrzymałby ją dopiero po jej końcu, więc nie dostaje nic.'
      : `Klienci, którzy otrzymaliby ją dopiero po jej końcu i nie dostają nic: ${customers}.`,
  late: (customers) =>
    customers === 1
      ? 'Dla 1 klienta ta godzina już minęła; dostanie ją o tej samej godzinie następnego dnia.'
      : `Klienci, dla których ta godzina już minęła: ${customers}; dostaną ją o tej samej godzinie następnego dnia.`,
};

export const CAMPAIGN_WORDS: Readonly<Record<Language, CampaignWords>> = {
  en: english,
  fr: french,
  pl: polish,
};
