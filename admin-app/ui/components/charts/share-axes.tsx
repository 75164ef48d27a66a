import type { ComponentChildren } from 'preact';
import { percent } from '../../language/format.ts';

/** Where a plot's square of shares lies in pixels, and how far its two axes reach (0–1). */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly mostX: number;
  readonly mostY: number;
}

export function scaleX(plot: Plot, share: number): number {
  return plot.left + (share / plot.mostX) * Math.max(1, plot.width - plot.left - plot.right);
}

export function scaleY(plot: Plot, share: number): number {
  const base = plot.height - plot.bottom;
  return base - (share / plot.mostY) * (base - plot.top);
}

/** A round share at or above the largest one shown, so that axes end on a tick. */
export function roundUp(share: number): number {
  const step = share > 0.5 ? 0.2 : 0.1;
  return Math.min(1, Math.max(0.1, Math.ceil(share / step - 1e-9) * step));
}

function ticksTo(most: number, room: number): readonly number[] {
  const step = [0.05, 0.1, 0.2, 0.5].find((each) => most / each <= room) ?? 1;
  const count = Math.floor(most / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, nth) => nth * step);
}

interface Props {
  readonly plot: Plot;
  readonly nameX: string;
  readonly nameY: string;
}

/** Both axes in per cent with a quiet grid; the vertical one is named above, where its text can lie flat. */
export function ShareAxes({ plot, nameX, nameY }: Props) {
  return (
    <ShareAxis {...{ plot, nameX, nameY }}>
      {ticksTo(plot.mostX, plot.width < 420 ? 5 : 10).map((tick) => (
        <text key={tick} x={scaleX(plot, tick)} y={scaleY(plot, 0) + 19} text-anchor="middle">
          {percent(tick)}
        </text>
      ))}
    </ShareAxis>
  );
}

/** The upright axis in per cent and both names, around whatever the lying one counts in. */
export function ShareAxis({
  plot,
  nameX,
  nameY,
  children,
}: Props & { readonly children: ComponentChildren }) {
  const base = scaleY(plot, 0);
  const end = plot.width - plot.right;
  return (
    <g>
      {ticksTo(plot.mostY, 6).map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? 'axis' : 'grid'}
            x1={plot.left}
            x2={end}
            y1={scaleY(plot, tick)}
            y2={scaleY(plot, tick)}
          />
          <text x={plot.left - 8} y={scaleY(plot, tick) + 4} text-anchor="end">
            {percent(tick)}
          </text>
        </g>
      ))}
      {children}
      <text class="axis-name" x={0} y={12}>
        {nameY}
      </text>
      <text class="axis-name" x={end} y={base + 38} text-anchor="end">
        {nameX}
      </text>
    </g>
  );
}
