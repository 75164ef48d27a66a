import type { ComponentChildren } from 'preact';
import './badge.css';

export type Tone = 'good' | 'due' | 'bad' | 'accent' | 'quiet';

export function Badge({
  tone = 'quiet',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ComponentChildren;
}) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
