import { type Dispatch, type StateUpdater, useEffect, useLayoutEffect } from 'preact/hooks';
import { percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';

export interface Zoom {
  readonly scale: number;
  /** False until the frame was measured: the picture is much to draw, and drawn once, in the scale that it will have. */
  readonly known: boolean;
  readonly set: (scale: number) => void;
  readonly fit: () => void;
}

/** Kept by who shows the picture, as it comes and goes; null until its frame was measured. */
export type ScaleState = readonly [number | null, Dispatch<StateUpdater<number | null>>];

const LEAST = 0.35;
const MOST = 1.25;
/** Smaller than this, words are hard to read, so a wide picture begins with what fits of it. */
const READABLE = 0.8;
const STEP = 1.2;

/** How large the picture is drawn: as wide as the frame at first, as far as that can be read. */
export function useZoom(
  frame: { readonly current: HTMLElement | null },
  width: number,
  [kept, setScale]: ScaleState,
): Zoom {
  const scale = kept ?? 1;
  const set = (next: number) => setScale(within(next));
  const fitting = () => {
    const shown = frame.current;
    if (!shown) return 1;
    const { paddingLeft, paddingRight } = getComputedStyle(shown);
    const room =
      shown.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    return Math.min(1, room / width);
  };
  useLayoutEffect(() => {
    if (kept === null) set(Math.max(READABLE, fitting()));
  }, []);
  useEffect(() => {
    const shown = frame.current;
    // Not as a property: only a listener that says so may keep the page from zooming.
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const factor = event.deltaY < 0 ? 1.1 : 1 / 1.1;
      setScale((now) => within((now ?? 1) * factor));
    };
    shown?.addEventListener('wheel', wheel, { passive: false });
    return () => shown?.removeEventListener('wheel', wheel);
  }, []);
  return { scale, known: kept !== null, set, fit: () => set(fitting()) };
}

function within(scale: number): number {
  return Math.min(MOST, Math.max(LEAST, scale));
}

export function ZoomTools({ zoom }: { readonly zoom: Zoom }) {
  return (
    <fieldset class="graph-bar" aria-label={t('zoom.label')}>
      <Button
        compact
        icon="minus"
        label={t('zoom.out')}
        onClick={() => zoom.set(zoom.scale / STEP)}
      />
      <span class="number small" aria-live="polite">
        {percent(zoom.scale)}
      </span>
      <Button compact icon="add" label={t('zoom.in')} onClick={() => zoom.set(zoom.scale * STEP)} />
      <Button compact icon="fit" label={t('zoom.fit')} onClick={zoom.fit} />
      <span class="graph-keys">{t('graph.keys')}</span>
    </fieldset>
  );
}
