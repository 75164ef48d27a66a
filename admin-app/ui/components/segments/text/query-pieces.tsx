import type { Place } from '../../../../core/segment/types.ts';
import { piecesOf } from '../../../models/segment-pieces.ts';
import './query-text.css';

interface Props {
  readonly text: string;
  /** What is wrong with it, to be underlined. */
  readonly wrong: Place | null;
}

/** A query in colours. */
export function QueryPieces({ text, wrong }: Props) {
  return (
    <>
      {piecesOf(text, wrong).map((piece, nth) => (
        // Pieces have nothing else to be told apart by.
        <span key={nth} class={piece.faulty ? `${piece.kind} wrong` : piece.kind}>
          {piece.text}
        </span>
      ))}
      {wrong?.length === 0 ? <span class="wrong"> </span> : '\u200b'}
    </>
  );
}
