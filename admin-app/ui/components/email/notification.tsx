import { t } from '../../language/t.ts';
import { Icon } from '../icon.tsx';

interface Props {
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

/** A notification as phones and computers draw it: each has its own way, all show these three. */
export function Notification({ title, body, url }: Props) {
  return (
    <figure class="phone-screen" aria-label={t('preview.push')}>
      <div class="notification">
        <span class="notification-icon" aria-hidden="true">
          <Icon name="bell" size={18} />
        </span>
        <span class="notification-head">
          {hostOf(url)} · {t('preview.now')}
        </span>
        <strong>{title}</strong>
        <span>{body}</span>
      </div>
      <figcaption class="small soft">{t('preview.leadsTo', { url })}</figcaption>
    </figure>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
