import type { ComponentChildren } from 'preact';
import type { RequestFailed } from '../api.ts';
import { t } from '../language/t.ts';
import './notice.css';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

interface Props {
  readonly tone?: 'plain' | 'due' | 'bad';
  readonly title?: string;
  readonly children?: ComponentChildren;
}

/** Something to know before going on. */
export function Notice({ tone = 'plain', title, children }: Props) {
  return (
    <div class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={tone === 'plain' ? 'info' : 'alert'} />
      <div class="notice-body">
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

/** What went wrong and what to do: offline, gone, or the server's own words. */
export function Failed({
  failure,
  retry,
  action,
}: {
  readonly failure: RequestFailed;
  readonly retry?: () => void;
  readonly action?: ComponentChildren;
}) {
  const [title, text] = failureInWords(failure);
  return (
    <Notice tone="bad" title={title}>
      <span>{text}</span>
      {retry && (
        <Button compact onClick={retry}>
          {t('action.retry')}
        </Button>
      )}
      {action}
    </Notice>
  );
}

export function failureInWords(failure: RequestFailed): readonly [title: string, text: string] {
  if (failure.status === 'offline') return [t('failure.offline'), t('failure.offlineText')];
  if (failure.status === 404) return [t('failure.gone'), t('failure.goneText')];
  if (failure.status >= 500) return [t('failure.server'), failure.message];
  return [t('failure.refused'), failure.message];
}

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

/** Nothing here yet: what this place is for, and the one thing to do. */
export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div class="empty">
      <span class="empty-mark">
        <Icon name={icon} size={26} />
      </span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
