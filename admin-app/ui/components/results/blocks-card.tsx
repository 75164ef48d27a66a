import type { Figure, ResultsView } from '../../../contract/results.ts';
import { percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import '../table.css';
import { FigureLink } from './figure-link.tsx';
import './results.css';

type BlockFigures = ResultsView['byBlock'][number];

/** Each message on its own; a send whose fate is unknown (the process died while sending) is never hidden. */
export function BlocksCard({ results }: { readonly results: ResultsView }) {
  const { byBlock, scenarioId } = results;
  if (byBlock.length === 0) return null;
  return (
    <Card flush class="whole" title={t('results.byBlock')}>
      <div class="table-scroll">
        <table class="table cards">
          <thead>
            <tr>
              <th>{t('block.message')}</th>
              <th class="amount">{t('figure.sent')}</th>
              <th class="amount">{t('figure.opened')}</th>
              <th class="amount">{t('figure.clicked')}</th>
              <th class="amount">{t('figure.unknown')}</th>
            </tr>
          </thead>
          <tbody>
            {byBlock.map((block) => (
              <tr key={block.blockId}>
                <td class="wide">{block.name}</td>
                <Cell {...{ scenarioId, block }} figure="sent" value={block.sent} />
                <Cell {...{ scenarioId, block }} figure="opened" value={block.opened} />
                <Cell {...{ scenarioId, block }} figure="clicked" value={block.clicked} />
                <Cell
                  {...{ scenarioId, block }}
                  figure="not sent"
                  of="unknown"
                  value={block.unknown}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

interface CellProps {
  readonly scenarioId: number;
  readonly block: BlockFigures;
  readonly figure: Figure;
  /** The heading above it, where that is not the figure's own name. */
  readonly of?: Figure | 'unknown';
  readonly value: number;
}

function Cell({ scenarioId, block, figure, of = figure, value }: CellProps) {
  const share = figure === 'opened' || figure === 'clicked' ? value / block.sent : null;
  return (
    <td class="amount" data-label={t(`figure.${of}`)}>
      <FigureLink {...{ scenarioId, figure, value }} block={block.blockId} />
      {share !== null && block.sent > 0 && <span class="small soft"> · {percent(share)}</span>}
    </td>
  );
}
