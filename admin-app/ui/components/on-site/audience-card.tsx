import type { OnSiteContent } from '../../../contract/onsite.ts';
import { t } from '../../language/t.ts';
import { shopLanguages } from '../../models/shop.ts';
import { surroundings } from '../../models/surroundings.ts';
import { Card } from '../card.tsx';
import { Field, TextField, textOf } from '../field.tsx';
import type { PartProps } from './texts-card.tsx';
import { segmentName } from './words.ts';

/** Shopify's page types that staff may choose from; nothing shows in the cart or at the checkout. */
export const PAGE_TYPES = [
  'index',
  'product',
  'collection',
  'page',
  'blog',
  'article',
  'search',
] as const;
const VISITORS = ['all', 'new', 'returning'] as const;

/** To whom it shows, on which pages, and in which languages. */
export function AudienceCard(props: PartProps) {
  return (
    <Card title={t('onSite.audience')}>
      <div class="stack">
        <SegmentField {...props} />
        <div class="form-columns">
          <VisitorsField {...props} />
          <FallbackField {...props} />
        </div>
        <PagesField {...props} />
      </div>
    </Card>
  );
}

function SegmentField({ content, onEdit, faultAt }: PartProps) {
  const { segment } = content;
  const known = surroundings.value.segments ?? [];
  const isKnown = known.some(({ id }) => id === segment?.segmentId);
  const all = segment && !isKnown ? [...known, { id: segment.segmentId, name: '' }] : known;
  return (
    <Field
      label={t('onSite.segment')}
      hint={segment && t('onSite.segmentHint')}
      fault={faultAt('segment')}
    >
      {(control) => (
        <select
          {...control}
          value={segment ? `${segment.member ? 'in' : 'out'} ${segment.segmentId}` : ''}
          onChange={(event) => onEdit({ ...content, segment: readSegment(textOf(event)) })}
        >
          <option value="">{t('onSite.segment.all')}</option>
          {(['in', 'out'] as const).map((way) =>
            all.map(({ id }) => (
              <option key={`${way} ${id}`} value={`${way} ${id}`}>
                {t(`onSite.segment.${way}`, { segment: segmentName(id) })}
              </option>
            )),
          )}
        </select>
      )}
    </Field>
  );
}

function readSegment(value: string): OnSiteContent['segment'] {
  const [way, id] = value.split(' ');
  return id ? { segmentId: Number(id), member: way === 'in' } : null;
}

function VisitorsField({ content, onEdit }: PartProps) {
  return (
    <Field label={t('onSite.visitors')}>
      {(control) => (
        <select
          {...control}
          value={content.visitors}
          onChange={(event) => {
            const visitors = VISITORS.find((each) => each === textOf(event));
            if (visitors) onEdit({ ...content, visitors });
          }}
        >
          {VISITORS.map((each) => (
            <option key={each} value={each}>
              {t(`onSite.visitors.${each}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What they see is the shop's fallback where it is written, else the one that the message had before. */
function FallbackField({ content, onEdit, faultAt }: PartProps) {
  const { texts, fallbackLanguage } = content;
  const { fallback } = shopLanguages();
  const [first = fallback] = Object.keys(texts);
  const own = fallbackLanguage !== null && texts[fallbackLanguage] ? fallbackLanguage : first;
  const shown = texts[fallback] ? fallback : own;
  return (
    <Field label={t('onSite.fallback')} fault={faultAt('fallbackLanguage')}>
      {(control) => (
        <select
          {...control}
          value={fallbackLanguage === null ? '' : shown}
          onChange={(event) => onEdit({ ...content, fallbackLanguage: textOf(event) || null })}
        >
          <option value="">{t('onSite.fallback.none')}</option>
          <option value={shown}>
            {t('onSite.fallback.see', { language: languageName(shown) })}
          </option>
        </select>
      )}
    </Field>
  );
}

export function languageName(tag: string): string {
  return tag === 'en' || tag === 'fr' || tag === 'pl' ? t(`language.${tag}`) : tag;
}

function PagesField({ content, onEdit, faultAt }: PartProps) {
  const { pages } = content;
  const types = pages.filter((each) => !each.startsWith('/'));
  const paths = pages.filter((each) => each.startsWith('/'));
  const toggle = (type: string, chosen: boolean) => {
    const others = types.filter((each) => each !== type);
    onEdit({ ...content, pages: [...(chosen ? [...others, type] : others), ...paths] });
  };
  const fault = pages.map((_, at) => faultAt(`pages.${at}`)).find((each) => each !== null);
  return (
    <div class="stack">
      <fieldset class="onsite-pages">
        <legend>
          {t('onSite.pages')}{' '}
          <span class="small soft">
            {pages.length === 0 ? t('onSite.pages.all') : t('onSite.pages.some')}
          </span>
        </legend>
        {PAGE_TYPES.map((type) => (
          <label key={type} class="onsite-page">
            <input
              type="checkbox"
              checked={types.includes(type)}
              onChange={(event) => toggle(type, event.currentTarget.checked)}
            />
            <span>{t(`onSite.page.${type}`)}</span>
          </label>
        ))}
      </fieldset>
      <TextField
        label={t('onSite.paths')}
        hint={t('onSite.pathsHint')}
        lines={2}
        value={paths.join('\n')}
        fault={fault ?? null}
        onInput={(text) => {
          const lines = text.split('\n').filter((line) => line.startsWith('/'));
          onEdit({ ...content, pages: [...types, ...lines] });
        }}
      />
    </div>
  );
}
