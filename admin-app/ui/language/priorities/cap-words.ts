/** Caps, classes and kinds of messages in the person's language. */
import type { Cap, CapScope } from '../../../core/priority/caps.ts';
import type { PriorityClass } from '../../../core/priority/types.ts';
import { locale, t, textFor } from '../t.ts';

/** "At most 3 messages in 7 calendar days over all channels; Ad hoc passes". */
export function capInWords({ max, window, over, letPast }: Cap): string {
  const cap = [
    t('cap.messages', { n: max }),
    window.kind === 'hours'
      ? t('cap.hours', { n: window.hours })
      : t('cap.days', { n: window.days }),
    scopeInWords(over),
  ].join(' ');
  if (letPast.length === 0) return cap;
  const classes = listInWords(letPast.map(classInWords));
  return letPast.length === 1 ? t('cap.passes', { cap, classes }) : t('cap.pass', { cap, classes });
}

export function scopeInWords(over: CapScope): string {
  switch (over.kind) {
    case 'all':
      return t('cap.over.all');
    case 'channel':
      return textFor('cap.over', over.channel) ?? over.channel;
    case 'class':
      return t('cap.over.class', { name: classInWords(over.priorityClass) });
    case 'message kind':
      return t('cap.over.kind', { name: kindInWords(over.messageKind) });
  }
}

export function classInWords(priorityClass: PriorityClass): string {
  return t(`class.${priorityClass}`);
}

/** By the template that a scenario was made from. */
export function kindInWords(messageKind: string): string {
  return textFor('kind', messageKind) ?? messageKind;
}

export function listInWords(words: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(words);
}
