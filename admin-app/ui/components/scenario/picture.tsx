import { useLayoutEffect, useState } from 'preact/hooks';
import type { BlockId } from '../../../core/scenario/types.ts';
import { Graph, type GraphProps } from '../graph/graph.tsx';
import { Outline } from '../graph/outline.tsx';

interface Props extends GraphProps {
  /** There is only room for a list. */
  readonly narrow: boolean;
}

/**
 * The scenario as a graph or a list. A block that is chosen is marked at once; its form, and the list in place of the
 * graph, are much to draw and come after that was painted.
 */
export function Picture({ narrow, onSelect, ...props }: Props) {
  const scale = useState<number | null>(null);
  const [chosen, setChosen] = useState<BlockId | null>(null);
  useLayoutEffect(() => {
    if (chosen === null) return;
    return afterPaint(() => {
      setChosen(null);
      onSelect(chosen);
    });
  }, [chosen]);
  const picture = { ...props, selected: chosen ?? props.selected, onSelect: setChosen };
  return narrow ? (
    <Outline {...picture} />
  ) : (
    <Graph {...picture} opened={props.selected} scale={scale} />
  );
}

/** Unlike an effect, which a busy page runs before its paint. Returns what calls it off. */
function afterPaint(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
