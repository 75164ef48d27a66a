import {
  type Campaign,
  type CampaignTiming,
  MOST_LIFETIME_HOURS,
  MOST_WINDOW_HOURS,
  startOf,
  USUAL_LIFETIME_HOURS,
} from '../../../core/scenario/campaign.ts';
import { DAY_MS, formatDay } from '../../../core/time.ts';
import { dateTimeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { dayOfText } from '../../models/campaign-time.ts';
import { now } from '../../models/shop.ts';
import { Card } from '../card.tsx';
import { FaultLine, NumberField, TextField } from '../field.tsx';
import { HourField, SelectField } from '../scenario/controls.tsx';
import type { FormPart } from './form-part.ts';
import { MomentField } from './moment-field.tsx';

const TIMINGS = ['at once', 'at instant', 'local time', 'best hour'] as const;

const FIRST: Readonly<Record<CampaignTiming['kind'], CampaignTiming>> = {
  'at once': { kind: 'at once' },
  'at instant': { kind: 'at instant', at: null },
  'local time': { kind: 'local time', day: null, hour: 10 },
  'best hour': { kind: 'best hour', at: null, withinHours: 24 },
};

/** When it leaves, and from when on it makes no sense any more. */
export function TimingFields(props: FormPart) {
  const { campaign, onEdit } = props;
  const { timing } = campaign;
  return (
    <Card title={t('campaign.when')}>
      <div class="stack">
        <SelectField
          label={t('campaign.timing')}
          hint={t(`campaign.timingHint.${timing.kind}`)}
          value={timing.kind}
          choices={TIMINGS.map((kind) => ({ value: kind, label: t(`campaign.timing.${kind}`) }))}
          onChoose={(kind) => onEdit({ timing: FIRST[kind] })}
        />
        <Moment {...props} />
        <Expiry {...props} />
        <Turns {...props} />
      </div>
    </Card>
  );
}

function Moment({ campaign, onEdit, faultAt }: FormPart) {
  const { timing } = campaign;
  switch (timing.kind) {
    case 'at once':
      return null;
    case 'at instant':
      return (
        <MomentField
          at={timing.at}
          fault={faultAt('timing.at')}
          onInput={(at) => onEdit({ timing: { ...timing, at } })}
        />
      );
    case 'local time':
      return (
        <div class="campaign-moment">
          <TextField
            label={t('campaign.day')}
            type="date"
            value={timing.day === null ? '' : formatDay(timing.day)}
            fault={faultAt('timing.day')}
            onInput={(text) => onEdit({ timing: { ...timing, day: dayOfText(text) } })}
          />
          <HourField
            label={t('campaign.hour')}
            hour={timing.hour}
            fault={faultAt('timing.hour')}
            onChoose={(hour) => onEdit({ timing: { ...timing, hour } })}
          />
        </div>
      );
    case 'best hour':
      return <Window {...{ timing, onEdit, faultAt }} />;
  }
}

interface WindowProps extends Pick<FormPart, 'onEdit' | 'faultAt'> {
  readonly timing: Extract<CampaignTiming, { kind: 'best hour' }>;
}

function Window({ timing, onEdit, faultAt }: WindowProps) {
  return (
    <>
      <div class="campaign-beside">
        <SelectField
          label={t('campaign.windowFrom')}
          value={timing.at === null ? 'now' : 'at'}
          choices={[
            { value: 'now', label: t('campaign.windowFrom.now') },
            { value: 'at', label: t('campaign.windowFrom.at') },
          ]}
          onChoose={(from) =>
            onEdit({ timing: { ...timing, at: from === 'now' ? null : soon(DAY_MS) } })
          }
        />
        <NumberField
          label={t('campaign.window')}
          unit={t('campaign.hoursUnit')}
          min={1}
          max={MOST_WINDOW_HOURS}
          value={timing.withinHours}
          fault={faultAt('timing.withinHours')}
          onInput={(withinHours) => onEdit({ timing: { ...timing, withinHours } })}
        />
      </div>
      {timing.at !== null && (
        <MomentField
          at={timing.at}
          fault={faultAt('timing.at')}
          onInput={(at) => onEdit({ timing: { ...timing, at: at ?? timing.at } })}
        />
      )}
    </>
  );
}

const MINUTES_MS = 5 * 60_000;

/** So long from now, at a time that is easily read. */
function soon(aheadMs: number): number {
  return Math.ceil((now() + aheadMs) / MINUTES_MS) * MINUTES_MS;
}

function Expiry({ campaign, onEdit, faultAt }: FormPart) {
  const { expiry } = campaign;
  return (
    <>
      <SelectField
        label={t('campaign.expiry')}
        hint={t('campaign.expiryHint')}
        value={expiry.kind}
        choices={(['after', 'at'] as const).map((kind) => ({
          value: kind,
          label: t(`campaign.expiry.${kind}`),
        }))}
        onChoose={(kind) => onEdit({ expiry: firstExpiry(kind, campaign) })}
      />
      {expiry.kind === 'after' ? (
        <NumberField
          label={t('campaign.expiryHours')}
          unit={t('campaign.hoursUnit')}
          min={1}
          max={MOST_LIFETIME_HOURS}
          value={expiry.hours}
          fault={faultAt('expiry.hours')}
          onInput={(hours) => onEdit({ expiry: { ...expiry, hours } })}
        />
      ) : (
        <MomentField
          at={expiry.at}
          fault={faultAt('expiry.at')}
          onInput={(at) => onEdit({ expiry: { ...expiry, at: at ?? expiry.at } })}
        />
      )}
      {faultAt('expiry') && <FaultLine text={faultAt('expiry') ?? ''} />}
    </>
  );
}

function firstExpiry(kind: Campaign['expiry']['kind'], campaign: Campaign): Campaign['expiry'] {
  if (kind === 'after') return { kind, hours: USUAL_LIFETIME_HOURS };
  const start = startOf(campaign, now()) ?? now();
  return { kind, at: Math.max(start, now()) + 2 * DAY_MS };
}

/** When customers get it, as far as that is known. */
function Turns({ check }: FormPart) {
  const reach = check?.reach;
  if (!reach || reach.from === null || reach.until === null) return null;
  const from = dateTimeOf(reach.from);
  const until = dateTimeOf(reach.until);
  return (
    <p class="campaign-turns small" aria-live="polite">
      <span>
        {from === until ? t('campaign.turn', { from }) : t('campaign.turns', { from, until })}
      </span>
      {reach.late > 0 && <span>{t('campaign.late', { n: reach.late })}</span>}
      {reach.quiet > 0 && <span>{t('campaign.quieted', { n: reach.quiet })}</span>}
    </p>
  );
}
