import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import './page.css';
import { Icon } from './icon.tsx';

interface Props {
  readonly title: string;
  /** Shown in place of the title as text, e.g. with a badge beside it. */
  readonly heading?: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly back?: { readonly href: string; readonly label: string };
  readonly width?: 'narrow' | 'wide';
  readonly children: ComponentChildren;
}

/** One page: its title (also the document's), what it is about, its actions, then the content. */
export function Page({ title, heading, lead, actions, back, width, children }: Props) {
  const headline = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => announce(headline.current), []);
  return (
    <div class={width ? `page ${width}` : 'page'}>
      <header class="page-head">
        <div class="page-head-text">
          {back && (
            <a class="page-back" href={back.href}>
              <Icon name="back" size={16} />
              {back.label}
            </a>
          )}
          <h1 ref={headline} tabIndex={-1}>
            {heading ?? title}
          </h1>
          {lead && <p class="soft">{lead}</p>}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

let isFirstPage = true;

/** Moves the focus to the title of a page that replaced another, so that screen readers say where we are. */
function announce(headline: HTMLHeadingElement | null): void {
  if (!isFirstPage) headline?.focus({ preventScroll: true });
  isFirstPage = false;
}
