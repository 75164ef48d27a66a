import type { OnSiteContent } from '../../../contract/onsite.ts';
import type { TierCount } from '../../../contract/tiers.ts';
import { t } from '../../language/t.ts';
import { firstDay, fromFirstDay, lastDay, untilLastDay } from '../../models/on-site-content.ts';
import { shop } from '../../models/shop.ts';
import { surroundings } from '../../models/surroundings.ts';
import { Card } from '../card.tsx';
import { Field, NumberField, TextField, textOf } from '../field.tsx';
import type { PartProps } from './texts-card.tsx';

type Of<Kind extends OnSiteContent['kind']> = PartProps & {
  readonly content: OnSiteContent & { readonly kind: Kind };
};

interface Props extends PartProps {
  /** Null while they are not here. */
  readonly tiers: readonly TierCount[] | null;
}

/** The days on which it shows: by its kind, and between two dates. */
export function OccasionCard(props: Props) {
  return (
    <Card title={t('onSite.occasion')}>
      <div class="stack">
        <p class="small soft">{t(`onSite.about.${props.content.kind}`)}</p>
        <Rule {...props} />
        <Dates {...props} />
      </div>
    </Card>
  );
}

function Rule({ content, tiers, ...rest }: Props) {
  switch (content.kind) {
    case 'launch':
      return <Countdown content={content} {...rest} />;
    case 'birthday':
    case 'anniversary':
      return <DaysAround content={content} {...rest} />;
    case 'login return':
      return (
        <DaysField
          label={t('onSite.absentDays')}
          hint={t('onSite.absentHint')}
          min={1}
          value={content.absentDays}
          fault={rest.faultAt('absentDays')}
          onInput={(absentDays) => rest.onEdit({ ...content, absentDays })}
        />
      );
    case 'tier reached':
      return <SinceTier content={content} tiers={tiers} {...rest} />;
    case 'coupon':
      return <CouponFields content={content} {...rest} />;
    case 'last category':
      return <AfterCategory content={content} {...rest} />;
  }
}

function Countdown({ content, onEdit }: Of<'launch' | 'coupon'>) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={content.countdown}
        onChange={(event) => onEdit({ ...content, countdown: event.currentTarget.checked })}
      />
      <span>{t('onSite.countdown')}</span>
    </label>
  );
}

function DaysAround({ content, onEdit, faultAt }: Of<'birthday' | 'anniversary'>) {
  return (
    <div class="form-columns">
      <DaysField
        label={t('onSite.daysBefore')}
        max={60}
        value={content.daysBefore}
        fault={faultAt('daysBefore')}
        onInput={(daysBefore) => onEdit({ ...content, daysBefore })}
      />
      <DaysField
        label={t('onSite.daysAfter')}
        max={60}
        value={content.daysAfter}
        fault={faultAt('daysAfter')}
        onInput={(daysAfter) => onEdit({ ...content, daysAfter })}
      />
    </div>
  );
}

function SinceTier({
  content,
  tiers,
  onEdit,
  faultAt,
}: Of<'tier reached'> & { readonly tiers: Props['tiers'] }) {
  const known = tiers?.some(({ tierId }) => tierId === content.tierId);
  return (
    <div class="form-columns">
      <Field
        label={t('onSite.tier')}
        hint={tiers?.length === 0 && t('onSite.tierNone')}
        fault={faultAt('tierId')}
      >
        {(control) => (
          <select
            {...control}
            value={content.tierId}
            onChange={(event) => onEdit({ ...content, tierId: textOf(event) })}
          >
            {!known && <option value={content.tierId}>{t('onSite.tierChoose')}</option>}
            {tiers?.map(({ tierId, name }) => (
              <option key={tierId} value={tierId}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <DaysField
        label={t('onSite.withinDays')}
        value={content.withinDays}
        fault={faultAt('withinDays')}
        onInput={(withinDays) => onEdit({ ...content, withinDays })}
      />
    </div>
  );
}

function CouponFields({ content, onEdit, faultAt }: Of<'coupon'>) {
  return (
    <>
      <Field label={t('onSite.couponOf')} fault={faultAt('scenarioId')}>
        {(control) => (
          <select
            {...control}
            value={String(content.scenarioId ?? '')}
            onChange={(event) => onEdit({ ...content, scenarioId: Number(textOf(event)) || null })}
          >
            <option value="">{t('onSite.couponAny')}</option>
            {surroundings.value.scenarios?.map(({ id, name }) => (
              <option key={id} value={String(id)}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Countdown content={content} onEdit={onEdit} faultAt={faultAt} />
    </>
  );
}

function AfterCategory({ content, onEdit, faultAt }: Of<'last category'>) {
  return (
    <>
      <Field
        label={t('onSite.category')}
        hint={t('onSite.categoryHint')}
        fault={faultAt('category')}
      >
        {(control) => (
          <>
            <input
              {...control}
              list={`${control.id}-known`}
              value={content.category}
              maxLength={255}
              autocomplete="off"
              onInput={(event) => onEdit({ ...content, category: textOf(event) })}
            />
            <datalist id={`${control.id}-known`}>
              {surroundings.value.categories?.map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div class="form-columns">
        <DaysField
          label={t('onSite.afterDays')}
          value={content.afterDays}
          fault={faultAt('afterDays')}
          onInput={(afterDays) => onEdit({ ...content, afterDays })}
        />
        <DaysField
          label={t('onSite.untilDays')}
          value={content.untilDays}
          fault={faultAt('untilDays')}
          onInput={(untilDays) => onEdit({ ...content, untilDays })}
        />
      </div>
    </>
  );
}

interface DaysProps {
  readonly label: string;
  readonly hint?: string;
  readonly min?: number;
  readonly max?: number;
  readonly value: number;
  readonly fault: string | null;
  readonly onInput: (days: number) => void;
}

function DaysField({ min = 0, max = 365, ...rest }: DaysProps) {
  return <NumberField unit={t('unit.daysOnly')} min={min} max={max} {...rest} />;
}

function Dates({ content, onEdit, faultAt }: PartProps) {
  const zone = shop()?.timeZone ?? 'UTC';
  return (
    <div class="form-columns">
      <TextField
        label={t('onSite.firstDay')}
        hint={t('onSite.datesHint')}
        type="date"
        value={firstDay(content.from, zone)}
        onInput={(text) => onEdit({ ...content, from: fromFirstDay(text, zone) })}
      />
      <TextField
        label={t('onSite.lastDay')}
        type="date"
        value={lastDay(content.until, zone)}
        fault={faultAt('until')}
        onInput={(text) => onEdit({ ...content, until: untilLastDay(text, zone) })}
      />
    </div>
  );
}
