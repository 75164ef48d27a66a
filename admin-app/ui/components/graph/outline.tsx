import { useMemo } from 'preact/hooks';
import type { Block } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { type OutlineLine, outlineOf } from '../../models/graph-outline.ts';
import { Icon } from '../icon.tsx';
import './graph.css';
import type { GraphProps } from './graph.tsx';
import { outlineKeys } from './graph-keys.ts';
import { memo } from './memo.ts';
import { Node } from './node.tsx';
import { placeOfBlock, placeOfWay } from './places.ts';
import { Plus } from './plus.tsx';
import { blockTitle, exitInWords } from './words.ts';

/** The scenario as a list with branches set in: for narrow screens, and beside a message that needs the room. */
export function Outline(props: GraphProps) {
  const { definition, selected, edits } = props;
  const lines = useMemo(() => outlineOf(definition), [definition]);
  const blocks = useMemo(
    () => new Map(definition.blocks.map((block) => [block.id, block])),
    [definition],
  );
  return (
    <ol class="outline" aria-label={t('graph.label')} onKeyDown={outlineKeys(definition, edits)}>
      {lines.map((line, index) => {
        const block = blocks.get(line.id);
        if (!block) return null;
        const source = line.way && blocks.get(line.way.from);
        const own = { line, block, source, selected: line.id === selected };
        return <Line key={`${line.id} ${index}`} {...props} {...own} />;
      })}
    </ol>
  );
}

interface LineProps extends Omit<GraphProps, 'selected'> {
  readonly line: OutlineLine;
  readonly block: Block;
  readonly source: Block | null | undefined;
  readonly selected: boolean;
}

const Line = memo((props: LineProps) => {
  const { definition, line, block, selected, stateOf, hrefOfWaiting, onSelect, edits } = props;
  return (
    <li style={{ '--depth': `${Math.min(line.depth, 5)}` }}>
      <WayLine {...props} />
      {line.joins ? (
        <button type="button" class="outline-join" onClick={() => onSelect(line.id)}>
          {t('graph.joins', { block: blockTitle(block) })}
        </button>
      ) : (
        <Node
          block={block}
          {...stateOf(line.id)}
          selected={selected}
          current
          place={placeOfBlock(definition, block)}
          hrefOfWaiting={hrefOfWaiting(line.id)}
          onSelect={() => onSelect(line.id)}
          onFocus={() => {}}
          onDrag={edits?.onMoving}
        />
      )}
    </li>
  );
});

function WayLine({ definition, line, block, source, edits }: LineProps) {
  const { way } = line;
  if (!way || !source) return null;
  const label = line.branches ? exitInWords(definition, source, way.via) : '';
  if (label === '' && !edits) return null;
  return (
    <span class="outline-way">
      <span class="outline-label">
        {label && <Icon name="down" size={14} />}
        {label}
      </span>
      {edits && (
        <Plus way={way} place={placeOfWay(definition, source, way.via, block)} edits={edits} />
      )}
    </span>
  );
}
