import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type Named, surroundings } from '../../models/surroundings.ts';
import { Card } from '../card.tsx';
import { FaultLine } from '../field.tsx';
import { SelectField } from '../scenario/controls.tsx';
import type { FormPart } from './form-part.ts';

/** Whom the campaign is for, with how many that are now. */
export function AudienceFields({ campaign, onEdit, faultAt, check }: FormPart) {
  const { audience } = campaign;
  const reach = check?.reach;
  const nobodyReached = faultAt('audience');
  return (
    <Card title={t('campaign.who')}>
      <div class="stack">
        <div class="campaign-beside">
          <SegmentField
            label={t('campaign.segment')}
            hint={t('campaign.segmentHint')}
            none={t('campaigns.everybody')}
            segmentId={audience.segmentId}
            fault={faultAt('audience.segmentId')}
            onChoose={(segmentId) => onEdit({ audience: { ...audience, segmentId } })}
          />
          <SegmentField
            label={t('campaign.except')}
            none={t('campaign.exceptNobody')}
            segmentId={audience.exceptSegmentId}
            fault={faultAt('audience.exceptSegmentId')}
            onChoose={(exceptSegmentId) => onEdit({ audience: { ...audience, exceptSegmentId } })}
          />
        </div>
        <p class="campaign-count" aria-live="polite">
          {reach ? (
            <>
              <strong>{t('campaign.audience', { n: reach.customers })}</strong>
              <span class="soft">{t('campaign.reached', { n: reach.reached })}</span>
            </>
          ) : (
            <span class="soft">{check ? number(0) : t('campaign.counting')}</span>
          )}
        </p>
        {nobodyReached && <FaultLine text={nobodyReached} />}
      </div>
    </Card>
  );
}

interface SegmentProps {
  readonly label: string;
  readonly hint?: string;
  /** What the choice of no segment is called. */
  readonly none: string;
  readonly segmentId: number | null;
  readonly fault: string | null;
  readonly onChoose: (segmentId: number | null) => void;
}

const NONE = 'none';

function SegmentField({ none, segmentId, onChoose, ...field }: SegmentProps) {
  const segments = surroundings.value.segments ?? [];
  return (
    <SelectField
      {...field}
      value={segmentId === null ? NONE : String(segmentId)}
      choices={[
        { value: NONE, label: none },
        ...unknown(segments, segmentId),
        ...segments.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      onChoose={(value) => onChoose(value === NONE ? null : Number(value))}
    />
  );
}

/** A segment that is gone can still be seen, and left. */
function unknown(segments: readonly Named<number>[], segmentId: number | null) {
  if (segmentId === null || segments.some(({ id }) => id === segmentId)) return [];
  return [{ value: String(segmentId), label: t('campaigns.segmentGone') }];
}
