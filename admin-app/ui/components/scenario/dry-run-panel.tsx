import { useState } from 'preact/hooks';
import type { DryRunProgress } from '../../../contract/scenario-dry-run.ts';
import { CHANNELS } from '../../../core/scenario/types.ts';
import { day, list, number, percent } from '../../language/format.ts';
import { outcomeInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import {
  DRY_RUN_DAYS,
  type DryRunDays,
  type DryRunModel,
  type Rehearsal,
} from '../../models/dry-run.ts';
import { Button } from '../button.tsx';
import { Failed, Notice } from '../notice.tsx';
import { Progress } from '../progress.tsx';
import { Bones, Loading } from '../skeleton.tsx';
import { SelectField } from './controls.tsx';
import { WeekBars } from './week-bars.tsx';
import './dry-run.css';

interface Props {
  readonly model: DryRunModel;
  /** Only what is saved is rehearsed. */
  readonly dirty: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** What the scenario would have done over the last months, beside the graph that says how many came to each block. */
export function DryRunPanel({ model, dirty, onSave, onClose }: Props) {
  const [days, setDays] = useState<DryRunDays>(DRY_RUN_DAYS[0]);
  const result = model.result.value;
  const failure = model.failure.value;
  return (
    <div class="panel">
      <div class="panel-head">
        <h2>{t('dryRun.title')}</h2>
        <span class="panel-tools">
          <Button kind="plain" icon="close" label={t('action.close')} onClick={onClose} />
        </span>
      </div>
      <p class="small soft">{t('dryRun.text')}</p>
      {dirty && (
        <Notice tone="due" title={t('dryRun.unsaved')}>
          <Button compact onClick={onSave}>
            {t('action.save')}
          </Button>
        </Notice>
      )}
      <div class="dry-run-ask">
        <SelectField
          label={t('dryRun.over')}
          value={String(days)}
          choices={DRY_RUN_DAYS.map((each) => ({
            value: String(each),
            label: t('dryRun.days', { n: each }),
          }))}
          onChoose={(value) =>
            setDays(DRY_RUN_DAYS.find((each) => String(each) === value) ?? DRY_RUN_DAYS[0])
          }
        />
        <Button
          kind="primary"
          icon="play"
          busy={model.running.value}
          onClick={() => void model.run(days)}
        >
          {t('dryRun.run')}
        </Button>
      </div>
      <div class="stack" aria-live="polite">
        {failure && <Failed failure={failure} retry={() => void model.run(days)} />}
        {model.running.value && <Looking progress={model.progress.value} first={result === null} />}
        {result?.kind === 'not possible' && (
          <Notice title={t('dryRun.notPossible')}>
            <span>{result.reason}</span>
          </Notice>
        )}
        {result?.kind === 'rehearsed' && <Rehearsed rehearsal={result} />}
      </div>
    </div>
  );
}

interface LookingProps {
  readonly progress: DryRunProgress | null;
  /** Nothing is shown yet. */
  readonly first: boolean;
}

/** A small shop's answer is there before there is anything to say. */
function Looking({ progress, first }: LookingProps) {
  if (progress) {
    const label = t('dryRun.progress', { done: progress.lookedAt, of: progress.of });
    return (
      <div class="stack tight">
        <Progress label={label} share={progress.lookedAt / progress.of} />
        <span class="small soft">{label}</span>
      </div>
    );
  }
  return first ? (
    <Loading>
      <Bones lines={6} />
    </Loading>
  ) : null;
}

function Rehearsed({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const { entered, heldOut, customers, inside, coupons, channels, mostPerCustomer } = rehearsal;
  const sent = CHANNELS.filter((channel) => channels[channel] > 0);
  return (
    <>
      <p class="small">
        {t('dryRun.period', { from: day(rehearsal.from), until: day(rehearsal.until) })}{' '}
        {t('dryRun.onGraph')}
      </p>
      <dl class="figures-row">
        <Figure name={t('dryRun.entered')} value={entered} />
        <Figure name={t('dryRun.customers')} value={customers} />
        <Figure name={t('dryRun.heldOut')} value={heldOut} />
        {sent.map((channel) => (
          <Figure key={channel} name={t(`block.${channel}`)} value={channels[channel]} />
        ))}
        <Figure name={t('dryRun.coupons')} value={coupons} />
        <Figure name={t('dryRun.inside')} value={inside} />
        <Figure name={t('dryRun.most')} value={mostPerCustomer} />
      </dl>
      <WeekBars days={rehearsal.days} />
      <Outcomes outcomes={rehearsal.outcomes} />
      <Overlaps overlaps={rehearsal.overlaps} of={customers} />
      <Assumptions rehearsal={rehearsal} />
    </>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{number(value)}</dd>
    </div>
  );
}

function Outcomes({ outcomes }: Pick<Rehearsal, 'outcomes'>) {
  const rows = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return null;
  return (
    <section class="stack tight">
      <h3>{t('dryRun.outcomes')}</h3>
      <dl class="dry-run-rows">
        {rows.map(([outcome, count]) => (
          <div key={outcome}>
            <dt>{outcomeInWords(outcome)}</dt>
            <dd class="number">{number(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface OverlapsProps extends Pick<Rehearsal, 'overlaps'> {
  /** All customers of the rehearsal. */
  readonly of: number;
}

function Overlaps({ overlaps, of }: OverlapsProps) {
  if (overlaps.length === 0) return null;
  return (
    <section class="stack tight">
      <h3>{t('dryRun.overlaps')}</h3>
      <dl class="dry-run-rows">
        {overlaps.map(({ scenarioId, name, customers }) => (
          <div key={scenarioId}>
            <dt>{name}</dt>
            <dd class="number">
              {number(customers)} ({percent(of > 0 ? customers / of : 0)})
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A rehearsal is only as good as what was assumed, so that is never left out. */
function Assumptions({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const { rates, assumptions, lookedAt, of } = rehearsal;
  const shares = [
    t('dryRun.rate.opened', { share: percent(rates.opened) }),
    t('dryRun.rate.clicked', { share: percent(rates.clicked) }),
    t('dryRun.rate.answered', { share: percent(rates.answered) }),
    t('dryRun.rate.visited', { share: percent(rates.visited) }),
    t('dryRun.rate.couponUsed', { share: percent(rates.couponUsed) }),
  ];
  return (
    <Notice title={t('dryRun.assumed')}>
      <ul class="dry-run-assumptions small">
        <li>{t('dryRun.rates', { shares: list(shares) })}</li>
        {assumptions.map((assumption) => (
          <li key={assumption}>{assumption}</li>
        ))}
        {lookedAt < of && <li>{t('dryRun.part', { part: lookedAt, of })}</li>}
      </ul>
    </Notice>
  );
}
