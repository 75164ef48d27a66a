import { useEffect } from 'preact/hooks';
import type { AudienceCount } from '../../../contract/scenarios.ts';
import type { InactiveDefinition, StartBlock } from '../../../core/scenario/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { audienceModel } from '../../models/audience.ts';
import { useModel } from '../../services.ts';
import { NumberField, textOf } from '../field.tsx';
import { Notice } from '../notice.tsx';
import { Bone } from '../skeleton.tsx';
import type { BlockPanelProps } from './block-panel.tsx';
import './scenario.css';

/** Who enters: what "inactive" means, in plain words with its live count, and how many get nothing. */
export function StartPanel({ block, onEdit, onEndStep, faultAt }: BlockPanelProps<StartBlock>) {
  const audience = useModel(({ api }) => audienceModel(api), 'audience');
  useEffect(() => audience.ask(block.inactive), [audience, block.inactive]);
  const share = Math.round(block.holdoutShare * 1000) / 10;
  return (
    <>
      <fieldset class="stack">
        <legend class="field-label" style={{ marginBottom: '8px' }}>
          {t('start.question')}
        </legend>
        <InactiveChoice kind="overdue" {...{ block, onEdit, onEndStep }} />
        <InactiveChoice kind="no order" {...{ block, onEdit, onEndStep }} />
      </fieldset>
      <Audience count={audience.count.value} holdoutShare={block.holdoutShare} />
      <NumberField
        label={t('start.holdout')}
        hint={t('start.holdoutHint')}
        unit="%"
        min={0}
        max={50}
        value={share}
        fault={faultAt('holdoutShare')}
        onInput={(value) => onEdit({ ...block, holdoutShare: value / 100 }, 'holdoutShare')}
        onBlur={onEndStep}
      />
      {block.holdoutShare === 0 && (
        <Notice tone="due" title={t('start.noHoldoutTitle')}>
          <span>{t('start.noHoldoutText')}</span>
        </Notice>
      )}
    </>
  );
}

interface ChoiceProps extends Pick<BlockPanelProps<StartBlock>, 'block' | 'onEdit' | 'onEndStep'> {
  readonly kind: InactiveDefinition['kind'];
}

/** Sensible days for the kind that is not chosen. */
const USUAL_DAYS: Readonly<Record<InactiveDefinition['kind'], number>> = {
  overdue: 7,
  'no order': 180,
};

function InactiveChoice({ kind, block, onEdit, onEndStep }: ChoiceProps) {
  const chosen = block.inactive.kind === kind;
  const days = chosen ? block.inactive.days : USUAL_DAYS[kind];
  const set = (next: number) =>
    onEdit({ ...block, inactive: { kind, days: next } }, `inactive ${kind}`);
  const name = kind === 'overdue' ? 'overdue' : 'noOrder';
  return (
    <label class="choice">
      <input type="radio" name="inactive" checked={chosen} onChange={() => set(days)} />
      <span>{t(`start.${name}`)}</span>
      <span class="field-hint">{t(`start.${name}Hint`)}</span>
      {chosen && (
        <span class="choice-days">
          <input
            class="control short number"
            type="number"
            inputMode="numeric"
            min={kind === 'overdue' ? 0 : 1}
            max={3650}
            value={days}
            aria-label={t(`start.${name}Days`)}
            onInput={(event) => setDays(event, kind, set)}
            onBlur={onEndStep}
          />
          <span>{t(`start.${name}Unit`)}</span>
        </span>
      )}
    </label>
  );
}

function setDays(
  event: Event,
  kind: InactiveDefinition['kind'],
  set: (days: number) => void,
): void {
  const days = Number(textOf(event));
  const least = kind === 'overdue' ? 0 : 1;
  if (textOf(event) !== '' && Number.isInteger(days) && days >= least && days <= 3650) set(days);
}

function Audience({
  count,
  holdoutShare,
}: {
  readonly count: AudienceCount | null;
  readonly holdoutShare: number;
}) {
  const heldOut = Math.round((count?.reachable ?? 0) * holdoutShare);
  return (
    <div class="audience" aria-live="polite">
      <dl>
        <dt>{t('audience.inactive')}</dt>
        <dd>{count ? number(count.inactive) : <Bone width={60} />}</dd>
      </dl>
      <dl>
        <dt>{t('audience.reachable')}</dt>
        <dd>{count ? number(count.reachable) : <Bone width={60} />}</dd>
      </dl>
      <p class="small soft">{t('audience.text', { n: heldOut })}</p>
    </div>
  );
}
