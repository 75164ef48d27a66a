import { useEffect } from 'preact/hooks';
import type { StartBlock } from '../../../core/scenario/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { audienceModel } from '../../models/audience.ts';
import { useModel } from '../../services.ts';
import { Bone } from '../skeleton.tsx';
import './scenario.css';

/** How many would enter if the scenario were active now. */
export function StartCount({ block }: { readonly block: StartBlock }) {
  const audience = useModel(({ api }) => audienceModel(api), 'audience');
  useEffect(() => audience.ask(block), [audience, block.trigger, block.condition]);
  const answer = audience.count.value;
  if (answer === 'not counted') return <p class="small soft">{t('audience.later')}</p>;
  const heldOut = Math.round((answer?.reachable ?? 0) * block.holdoutShare);
  return (
    <div class="audience" aria-live="polite">
      <dl>
        <dt>{t('audience.inactive')}</dt>
        <dd>{answer ? number(answer.inactive) : <Bone width={60} />}</dd>
      </dl>
      <dl>
        <dt>{t('audience.reachable')}</dt>
        <dd>{answer ? number(answer.reachable) : <Bone width={60} />}</dd>
      </dl>
      <p class="small soft">{t('audience.text', { n: heldOut })}</p>
    </div>
  );
}
