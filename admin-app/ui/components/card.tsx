import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './card.css';

interface Props {
  readonly title?: ComponentChildren;
  readonly aside?: ComponentChildren;
  /** Content reaches the card's edges, as tables do. */
  readonly flush?: boolean;
  readonly class?: string;
  readonly children: ComponentChildren;
}

export function Card({ title, aside, flush, class: extra, children }: Props) {
  const titleId = useId();
  const name = ['card', flush && 'flush', extra].filter(Boolean).join(' ');
  return (
    <section class={name} aria-labelledby={title ? titleId : undefined}>
      {title && (
        <div class="card-head">
          <h2 id={titleId}>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
