import { useEffect } from 'preact/hooks';
import type { EnteringCount } from '../../../contract/scenario-running.ts';
import type { StartBlock } from '../../../core/scenario/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { enteringModel } from '../../models/entering.ts';
import { useModel } from '../../services.ts';
import { CountedAt } from '../counted-at.tsx';
import { Bone } from '../skeleton.tsx';
import './scenario.css';

interface Props {
  readonly scenarioId: number;
  readonly block: StartBlock;
  /** The server has the start as it is on the screen. */
  readonly saved: boolean;
}

/** How many would enter if the scenario were active now. */
export function StartCount({ scenarioId, block, saved }: Props) {
  const model = useModel(({ api }) => enteringModel(api, scenarioId), scenarioId);
  useEffect(() => model.ask(block, saved), [model, block, saved]);
  const view = model.view.value;
  const count = view?.count;
  if (count?.fitting === null) {
    return <p class="small soft">{t(saved ? 'audience.later' : 'audience.afterSaving')}</p>;
  }
  const heldOut = Math.round((count?.entering ?? 0) * block.holdoutShare);
  return (
    <div class="audience" aria-live="polite">
      <Figure name={t('audience.inactive')} value={count?.fitting} />
      <Figure name={t('audience.reachable')} value={count?.reachable} />
      <Figure name={t('audience.entering')} value={count?.entering} />
      <p class="small soft">
        {view && !count ? t('audience.beingCounted') : t('audience.text', { n: heldOut })}
      </p>
      <CountedAt at={view?.countedAt ?? null} />
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: EnteringCount['fitting'] | undefined;
}

function Figure({ name, value }: FigureProps) {
  return (
    <dl>
      <dt>{name}</dt>
      <dd>{value === undefined || value === null ? <Bone width={60} /> : number(value)}</dd>
    </dl>
  );
}
