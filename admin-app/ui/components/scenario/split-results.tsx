import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { SplitArmsView } from '../../../contract/scenario-running.ts';
import type { SplitFigure } from '../../../core/results/split-arms.ts';
import type { SplitArm, SplitBlock } from '../../../core/scenario/types.ts';
import { number, percent } from '../../language/format.ts';
import { rich, t } from '../../language/t.ts';
import { type ArmFigure, splitArmsModel } from '../../models/split-arms.ts';
import { useModel } from '../../services.ts';
import { Await } from '../await.tsx';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { Bones } from '../skeleton.tsx';
import { ArmDrawer } from './arm-drawer.tsx';
import './split-results.css';

interface Props {
  readonly scenarioId: number;
  readonly block: SplitBlock;
  /** Everybody who comes from then on is to take this arm. */
  readonly onWinner: (armId: string) => void;
}

/** What each way has brought, what may be said of that, and the choice to end the test with it. */
export function SplitResults(props: Props) {
  const { scenarioId, block } = props;
  const model = useModel(
    ({ api }) => splitArmsModel(api, scenarioId, block.id),
    `${scenarioId} ${block.id}`,
  );
  return (
    <section class="form-section split-results" aria-label={t('split.results')}>
      <Await of={model} bones={<Bones lines={5} />}>
        {(view) => <Result {...props} view={view} />}
      </Await>
    </section>
  );
}

function Result(props: Props & { readonly view: SplitArmsView }) {
  const { block, view } = props;
  const [opened, setOpened] = useState<ArmFigure | null>(null);
  const openedArm = block.arms.find(({ id }) => id === opened?.armId);
  if (view.arms.every(({ entered }) => entered === 0)) {
    return <p class="small soft">{t('split.noneYet')}</p>;
  }
  const widest = Math.max(...view.arms.map(({ customers, high }) => (customers > 0 ? high : 0)));
  return (
    <>
      <Verdict {...props} />
      <ul class="split-arms">
        {block.arms.map((arm) => (
          <ArmResult
            key={arm.id}
            arm={arm}
            view={view}
            widest={widest}
            onOpen={(figure) => setOpened({ armId: arm.id, figure })}
          />
        ))}
      </ul>
      <p class="small soft">{t('split.how', { n: view.windowDays })}</p>
      {opened && openedArm && (
        <ArmDrawer
          scenarioId={props.scenarioId}
          blockId={block.id}
          arm={openedArm}
          figure={opened.figure}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

function Verdict({ block, view, onWinner }: Props & { readonly view: SplitArmsView }) {
  const { verdict } = view;
  const named = verdict.kind === 'not enough yet' ? null : verdict.armId;
  const leader = block.arms.find(({ id }) => id === named);
  const chance = view.arms.find(({ armId }) => armId === named)?.chanceBest ?? 0;
  return (
    <div class="split-verdict">
      <div class="row spread">
        <strong>{t('split.results')}</strong>
        {leader && verdict.kind === 'best' ? (
          <Badge tone="good">{t('split.best', { name: leader.name })}</Badge>
        ) : leader ? (
          <Badge tone="accent">{t('split.ahead', { name: leader.name })}</Badge>
        ) : (
          <Badge tone="due">{t('split.open')}</Badge>
        )}
      </div>
      <p>
        {leader && verdict.kind === 'best'
          ? t('split.bestText', { chance: chanceInWords(chance) })
          : stillNeeded(view, leader !== undefined)}
      </p>
      {leader && verdict.kind === 'best' && (
        <Winner arm={leader} isChosen={block.winner === leader.id} onWinner={onWinner} />
      )}
    </div>
  );
}

/** What it would take to decide. */
function stillNeeded({ verdict, arms, windowDays }: SplitArmsView, isAhead: boolean): string {
  const more = verdict.kind === 'best' ? null : verdict.morePerArm;
  if (arms.some(({ customers }) => customers === 0)) return t('split.waitText', { n: windowDays });
  const needed = more === null ? t('split.alike') : t('split.more', { n: more });
  return isAhead ? `${t('split.aheadText')} ${needed}` : needed;
}

interface WinnerProps {
  readonly arm: SplitArm;
  readonly isChosen: boolean;
  readonly onWinner: (armId: string) => void;
}

function Winner({ arm: { id, name }, isChosen, onWinner }: WinnerProps) {
  return (
    <>
      {isChosen ? (
        <p role="status">{t('split.sent', { name })}</p>
      ) : (
        <Button onClick={() => onWinner(id)}>{t('split.send')}</Button>
      )}
      <p class="small soft">{t('split.sendHint', { choice: t('activate.moveOver') })}</p>
    </>
  );
}

interface ArmProps {
  readonly arm: SplitArm;
  readonly view: SplitArmsView;
  /** The rate at the right end of all bars. */
  readonly widest: number;
  readonly onOpen: (figure: SplitFigure) => void;
}

function ArmResult({ arm, view, widest, onOpen }: ArmProps) {
  const result = view.arms.find(({ armId }) => armId === arm.id);
  if (!result || result.entered === 0) {
    return (
      <li>
        <strong>{arm.name}</strong>
        <span class="small soft">{t('split.armEmpty')}</span>
      </li>
    );
  }
  const { rate, low, high, customers, returned, entered, opened, clicked, chanceBest } = result;
  const open = (figure: SplitFigure, count: number) => (
    <OpenFigure {...{ arm, figure, count, onOpen }} />
  );
  return (
    <li>
      <strong>{arm.name}</strong>
      <span class="number">{rate === null ? '–' : percent(rate)}</span>
      {rate !== null && (
        <>
          <IntervalBar {...{ rate, low, high, widest }} />
          <span class="small">
            {withNumber(
              rich('split.armReturned', { returned: open('returned', returned), n: customers }),
              customers,
              open('over', customers),
            )}
          </span>
          <span class="small">{t('split.armChance', { chance: chanceInWords(chanceBest) })}</span>
        </>
      )}
      <span class="small soft wide">
        {withNumber(
          rich('split.armSoFar', {
            n: entered,
            opened: open('opened', opened),
            clicked: open('clicked', clicked),
          }),
          entered,
          open('entered', entered),
        )}
      </span>
    </li>
  );
}

interface OpenProps {
  readonly arm: SplitArm;
  readonly figure: SplitFigure;
  readonly count: number;
  readonly onOpen: (figure: SplitFigure) => void;
}

/** A number that opens its customers; 0 has none. */
function OpenFigure({ arm, figure, count, onOpen }: OpenProps) {
  if (count === 0) return <>{number(count)}</>;
  const label = `${number(count)}: ${t('split.of', {
    what: t(`split.figure.${figure}`),
    name: arm.name,
  })}`;
  return (
    <button type="button" class="open-figure" aria-label={label} onClick={() => onOpen(figure)}>
      {number(count)}
    </button>
  );
}

/** The number that decides the plural is text at first; here it is drawn as the node given for it. */
function withNumber(
  pieces: readonly ComponentChildren[],
  count: number,
  node: ComponentChildren,
): ComponentChildren {
  return pieces.map((piece) => (piece === number(count) ? node : piece));
}

interface BarProps {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly widest: number;
}

function IntervalBar({ rate, low, high, widest }: BarProps) {
  const along = (share: number) => `${(share / widest) * 100}%`;
  const label = t('split.interval', { low: percent(low), high: percent(high) });
  return (
    <div class="interval-bar wide" role="img" aria-label={label} title={label}>
      <span class="interval" style={{ left: along(low), width: along(high - low) }} />
      <span class="estimate" style={{ left: along(rate) }} />
    </div>
  );
}

/** Never quite sure either way. */
function chanceInWords(chance: number): string {
  if (chance > 0.99) return `> ${percent(0.99)}`;
  return chance < 0.01 ? `< ${percent(0.01)}` : percent(chance);
}
