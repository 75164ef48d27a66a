import type { OnSiteMessageView } from '../../../contract/onsite.ts';
import { effectiveClass } from '../../../core/priority/authored-message.ts';
import { PRIORITY_CLASSES, type PriorityClass } from '../../../core/priority/types.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { Icon } from '../icon.tsx';
import { Menu } from '../menu.tsx';
import { Switch } from '../switch.tsx';
import { KIND_ICONS, occasionInWords, titleOf } from './words.ts';
import './on-site.css';

export interface MessageActions {
  readonly busy: number | string | null;
  readonly tierName: (tierId: string) => string | undefined;
  readonly onSwitch: (view: OnSiteMessageView, active: boolean) => void;
  readonly onMove: (view: OnSiteMessageView, step: -1 | 1) => void;
  readonly onDuplicate: (view: OnSiteMessageView) => void;
  readonly onArchive: (view: OnSiteMessageView) => void;
}

interface Props extends MessageActions {
  /** In the order in which they win. */
  readonly messages: readonly OnSiteMessageView[];
}

/** All messages, in the groups and the order in which they win. */
export function MessageList({ messages, ...actions }: Props) {
  return (
    <>
      {PRIORITY_CLASSES.map((priorityClass) => {
        const own = messages.filter(({ message }) => effectiveClass(message) === priorityClass);
        return own.length === 0 ? null : (
          <Group key={priorityClass} priorityClass={priorityClass} messages={own} {...actions} />
        );
      })}
    </>
  );
}

function Group({
  priorityClass,
  messages,
  ...actions
}: Props & { readonly priorityClass: PriorityClass }) {
  const place = PRIORITY_CLASSES.indexOf(priorityClass) + 1;
  return (
    <Card
      flush
      title={
        <span class="onsite-group">
          <span class="onsite-place" aria-hidden="true">
            {place}
          </span>
          {t(`onSite.class.${priorityClass}`)}
        </span>
      }
    >
      <ul class="onsite-list">
        {messages.map((view, at) => (
          <Row
            key={view.messageId}
            view={view}
            isFirst={at === 0}
            isLast={at === messages.length - 1}
            {...actions}
          />
        ))}
      </ul>
    </Card>
  );
}

interface RowProps extends MessageActions {
  readonly view: OnSiteMessageView;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function Row({ view, isFirst, isLast, busy, tierName, ...actions }: RowProps) {
  const { message, messageId, active } = view;
  const title = titleOf(message);
  return (
    <li class={active ? 'onsite-row' : 'onsite-row off'}>
      <span class="onsite-rank">
        <Icon name={KIND_ICONS[message.kind]} />
      </span>
      <div class="onsite-what">
        <h3>
          <a href={to('/on-site', { message: messageId })}>{title}</a>
        </h3>
        <p class="small soft">
          {t(`onSite.kind.${message.kind}`)} · {occasionInWords(message, tierName)}
        </p>
        <Badges view={view} />
      </div>
      <p class="onsite-counts small soft">{countsInWords(view)}</p>
      <div class="onsite-tools">
        <Switch
          on={active}
          disabled={busy === messageId}
          label={t('onSite.switch', { title })}
          onSwitch={(on) => actions.onSwitch(view, on)}
        />
        <Menu
          compact
          label={t('onSite.more', { title })}
          icon="more"
          iconOnly
          items={[
            ...(isFirst
              ? []
              : [
                  {
                    label: t('onSite.up'),
                    icon: 'up' as const,
                    onChoose: () => actions.onMove(view, -1),
                  },
                ]),
            ...(isLast
              ? []
              : [
                  {
                    label: t('onSite.down'),
                    icon: 'down' as const,
                    onChoose: () => actions.onMove(view, 1),
                  },
                ]),
            {
              label: t('onSite.duplicate'),
              icon: 'copy',
              onChoose: () => actions.onDuplicate(view),
            },
            {
              label: t('onSite.archive'),
              icon: 'archive',
              onChoose: () => actions.onArchive(view),
            },
          ]}
        />
      </div>
    </li>
  );
}

function Badges({ view: { message } }: Pick<RowProps, 'view'>) {
  const { versionB, holdout, moved } = message;
  if (!versionB && holdout === 0 && !moved) return null;
  return (
    <p class="onsite-badges">
      {versionB && <Badge tone="accent">{t('onSite.badge.ab')}</Badge>}
      {holdout > 0 && <Badge>{t('onSite.badge.held', { n: holdout })}</Badge>}
      {moved && <Badge tone="due">{t('onSite.badge.moved')}</Badge>}
    </p>
  );
}

function countsInWords({ recently: { seen, clicked, guestsSeen } }: OnSiteMessageView): string {
  if (seen + guestsSeen === 0) return '';
  const parts = [
    ...(seen > 0 ? [t('onSite.seen', { n: seen })] : []),
    ...(clicked > 0 ? [t('onSite.clicked', { n: clicked })] : []),
    ...(guestsSeen > 0 ? [t('onSite.guestsSeen', { n: guestsSeen })] : []),
  ];
  return parts.join(' · ');
}
