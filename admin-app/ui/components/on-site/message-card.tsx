import type { ComponentChildren } from 'preact';
import type { OnSiteMessageView } from '../../../contract/onsite.ts';
import { textFor } from '../../../core/priority/on-site.ts';
import type { AuthoredMessage, OnSiteKind } from '../../../core/priority/on-site-kinds.ts';
import { dateOf } from '../../language/format.ts';
import { language, t } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { Look } from './look.tsx';
import './on-site.css';

export const KIND_ICONS: Readonly<Record<OnSiteKind, IconName>> = {
  launch: 'launch',
  birthday: 'gift',
  'login return': 'door',
};

interface Props {
  readonly view: OnSiteMessageView;
  readonly open: boolean;
  readonly busy: boolean;
  /** What the form shows, while it is open. */
  readonly look?: ComponentChildren;
  readonly onOpen: () => void;
  readonly onSwitch: (active: boolean) => void;
  readonly children?: ComponentChildren;
}

/** One message: what it is for, when it shows, whether it is on, and how it looks. */
export function MessageCard({ view, open, busy, look, onOpen, onSwitch, children }: Props) {
  const { message, active } = view;
  const text = textFor(message, language())?.text ?? Object.values(message.texts)[0];
  return (
    <Card>
      <div class="onsite-card">
        <div>
          <div class="onsite-head">
            <span class="onsite-rank">
              <Icon name={KIND_ICONS[message.kind]} />
            </span>
            <div>
              <h2>{t(`onSite.kind.${message.kind}`)}</h2>
              <p class="soft">{t(`onSite.about.${message.kind}`)}</p>
              <p class="small soft">{occasionInWords(message)}</p>
              <div class="onsite-tools">
                <label class="switch-label">
                  <input
                    class="switch"
                    type="checkbox"
                    role="switch"
                    aria-checked={active}
                    checked={active}
                    disabled={busy}
                    aria-label={t('onSite.switch', { title: text?.title ?? '' })}
                    onChange={(event) => onSwitch(event.currentTarget.checked)}
                  />
                  {active ? t('onSite.on') : t('onSite.off')}
                </label>
                {!open && (
                  <Button compact onClick={onOpen}>
                    {t('action.edit')}
                  </Button>
                )}
              </div>
            </div>
          </div>
        </div>
        {look ?? <Look form={message.form} text={text} active={active} />}
        {children && <div class="onsite-form">{children}</div>}
      </div>
    </Card>
  );
}

function occasionInWords(message: AuthoredMessage): string {
  const languages = t('onSite.languages', { n: Object.keys(message.texts).length });
  return `${daysInWords(message)} · ${languages}`;
}

function daysInWords(message: AuthoredMessage): string {
  switch (message.kind) {
    case 'launch':
      return spanInWords(message);
    case 'birthday':
      return message.daysBefore === 0
        ? t('onSite.when.birthdayOn', { after: message.daysAfter })
        : t('onSite.when.birthday', { before: message.daysBefore, after: message.daysAfter });
    case 'login return':
      return t('onSite.when.return', { n: message.absentDays });
  }
}

function spanInWords({ from, until }: AuthoredMessage): string {
  const last = until === null ? null : dateOf(until - 1);
  if (from === null)
    return last === null ? t('onSite.when.always') : t('onSite.when.until', { last });
  const first = dateOf(from);
  return last === null ? t('onSite.when.from', { first }) : t('onSite.when.span', { first, last });
}
