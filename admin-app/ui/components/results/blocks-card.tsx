import type { BlockFigures, Figure, ResultsView } from '../../../contract/results.ts';
import { exactMoney } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import '../table.css';
import { FigureLink } from './figure-link.tsx';
import { Share } from './group-table.tsx';
import './results.css';

/** Each message on its own, with its subject and what it brought; what was not sent is never hidden. */
export function BlocksCard({ results }: { readonly results: ResultsView }) {
  const { byBlock, scenarioId } = results;
  if (byBlock.length === 0) return null;
  return (
    <Card flush class="whole" title={t('results.byBlock')}>
      <div class="table-scroll">
        <table class="table cards">
          <thead>
            <tr>
              <th>{t('results.message')}</th>
              {(['sent', 'opened', 'clicked', 'not sent', 'ordered'] as const).map((figure) => (
                <th key={figure} class="amount">
                  {t(`figure.${figure}`)}
                </th>
              ))}
              <th class="amount">{t('results.revenue')}</th>
            </tr>
          </thead>
          <tbody>
            {byBlock.map((block) => (
              <tr key={block.blockId}>
                <td class="wide">
                  <strong>{block.name}</strong>
                  <span class="small soft block-subject">
                    {[block.channel && t(`results.channel.${block.channel}`), block.subject]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </td>
                <Cell {...{ scenarioId, block }} figure="sent" value={block.sent} />
                <Cell {...{ scenarioId, block }} figure="opened" value={block.opened} />
                <Cell {...{ scenarioId, block }} figure="clicked" value={block.clicked} />
                <Cell {...{ scenarioId, block }} figure="not sent" value={block.notSent} />
                <Cell {...{ scenarioId, block }} figure="ordered" value={block.orders} />
                <td class="amount" data-label={t('results.revenue')}>
                  {exactMoney(block.revenueMinor)}
                </td>
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
  readonly figure: Extract<Figure, 'sent' | 'opened' | 'clicked' | 'not sent'> | 'ordered';
  readonly value: number;
}

function Cell({ scenarioId, block, figure, value }: CellProps) {
  return (
    <td class="amount" data-label={t(`figure.${figure}`)}>
      <FigureLink {...{ scenarioId, figure, value }} by="step" group={block.blockId} />
      <Share figure={figure} row={block} />
    </td>
  );
}
