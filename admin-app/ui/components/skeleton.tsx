import type { ComponentChildren } from 'preact';
import { t } from '../language/t.ts';
import './skeleton.css';

/** A line of text that is still to come; `width` in per cent of its place. */
export function Bone({
  width = 100,
  height,
}: {
  readonly width?: number;
  readonly height?: number;
}) {
  const size = { width: `${width}%`, ...(height && { height: `${height}px` }) };
  return <span class="skeleton" style={size} />;
}

/** Several lines of uneven length, as text has. */
export function Bones({ lines }: { readonly lines: number }) {
  const widths = [92, 78, 85, 64, 88, 71];
  return (
    <div>
      {Array.from({ length: lines }, (_, line) => (
        <Bone key={line} width={widths[line % widths.length] ?? 80} />
      ))}
    </div>
  );
}

/** A list's first row, inset as in a card. */
export function RowBones() {
  return (
    <div style={{ padding: 'var(--inset)' }}>
      <Bone width={30} height={20} />
      <Bones lines={1} />
    </div>
  );
}

/** Says "loading" once to screen readers, however many bones are on the screen. */
export function Loading({ children }: { readonly children: ComponentChildren }) {
  return (
    <div aria-busy="true">
      <span class="visually-hidden" role="status">
        {t('state.loading')}
      </span>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}
