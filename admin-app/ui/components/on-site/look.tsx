import type { OnSiteForm, OnSiteText } from '../../../core/priority/on-site.ts';
import { t } from '../../language/t.ts';
import './on-site.css';

interface Props {
  readonly form: OnSiteForm;
  readonly text: OnSiteText | undefined;
  readonly active: boolean;
}

/** The message on a sketch of the shop's page; the real one takes the theme's own colours. */
export function Look({ form, text, active }: Props) {
  const message = text && (
    <div class={form === 'bar' ? 'shop-message bar' : 'shop-message card-form'}>
      <strong>{text.title || '…'}</strong>
      {text.body && <span>{text.body}</span>}
      {text.buttonLabel && <span class="shop-button">{text.buttonLabel}</span>}
    </div>
  );
  return (
    <figure class={active ? 'shop-page' : 'shop-page off'} aria-label={t('onSite.look')}>
      {form === 'bar' ? message : <span />}
      <div class="shop-page-body" aria-hidden="true">
        {[0, 1, 2, 3, 4, 5].map((tile) => (
          <span key={tile} />
        ))}
      </div>
      {form !== 'bar' && message}
    </figure>
  );
}
