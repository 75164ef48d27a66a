import type { ComponentChildren } from 'preact';
import './tabs.css';

interface LinkTab {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
}

interface LinkTabsProps {
  readonly label: string;
  readonly tabs: readonly LinkTab[];
  /** The pages of an area, which stand above the tabs of any one of them. */
  readonly area?: boolean;
}

/** Views of one page, or the pages of an area, each with an address of its own. */
export function LinkTabs({ label, tabs, area = false }: LinkTabsProps) {
  return (
    <nav class={area ? 'tabs area' : 'tabs'} aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? 'page' : undefined}>
          {tab.label}
        </a>
      ))}
    </nav>
  );
}

interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: ComponentChildren;
}

interface Props<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  /** The id of the element that shows the chosen tab's content. */
  readonly panelId: string;
  readonly onChoose: (id: Id) => void;
}

/** Tabs within a page: one stop for the Tab key, arrows move between them. */
export function Tabs<Id extends string>({ label, tabs, chosen, panelId, onChoose }: Props<Id>) {
  function move(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next) onChoose(next.id);
    const list = event.currentTarget instanceof Element ? event.currentTarget : null;
    requestAnimationFrame(() => focusChosen(list));
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab.id === chosen}
          aria-controls={panelId}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

function focusChosen(list: Element | null): void {
  const chosen = list?.querySelector('[aria-selected="true"]');
  if (chosen instanceof HTMLElement) chosen.focus();
}
