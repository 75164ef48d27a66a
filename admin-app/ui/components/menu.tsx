import { useId, useRef } from 'preact/hooks';
import './menu.css';
import { Icon, type IconName } from './icon.tsx';

export interface Item {
  readonly label: string;
  readonly icon?: IconName;
  readonly onChoose: () => void;
}

interface Props {
  readonly label: string;
  readonly icon?: IconName;
  /** Shows the icon alone; the label names it. */
  readonly iconOnly?: boolean;
  /** Within a line of something; as tall as other buttons otherwise. */
  readonly compact?: boolean;
  readonly items: readonly Item[];
}

/** A button with a list of actions, on the platform's popover: Escape and a click elsewhere close it. */
export function Menu({ label, icon, iconOnly, compact, items }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  function place(): void {
    const at = button.current?.getBoundingClientRect();
    if (!at || !menu.current) return;
    const { offsetWidth: width, offsetHeight: height } = menu.current;
    const below = at.bottom + 6 + height <= innerHeight;
    menu.current.style.left = `${Math.max(12, Math.min(at.left, innerWidth - width - 12))}px`;
    menu.current.style.top = `${below ? at.bottom + 6 : Math.max(12, at.top - height - 6)}px`;
    menu.current.querySelector('button')?.focus();
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        class={['button', compact && 'compact', iconOnly && 'icon-only'].filter(Boolean).join(' ')}
        popovertarget={id}
        aria-haspopup="menu"
        aria-label={iconOnly ? label : undefined}
        title={iconOnly ? label : undefined}
      >
        {icon && <Icon name={icon} size={compact ? 16 : 18} />}
        {!iconOnly && label}
      </button>
      <div
        ref={menu}
        id={id}
        class="menu"
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onToggle={(event) => {
          if (event.newState === 'open') place();
        }}
        onKeyDown={moveFocus}
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            onClick={() => {
              menu.current?.hidePopover();
              item.onChoose();
            }}
          >
            {item.icon && <Icon name={item.icon} size={17} />}
            {item.label}
          </button>
        ))}
      </div>
    </>
  );
}

function moveFocus(event: KeyboardEvent): void {
  // The platform closes the popover; what surrounds it shall not close as well.
  if (event.key === 'Escape') event.stopPropagation();
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.currentTarget instanceof Element)) return;
  event.preventDefault();
  const items: Element[] = [...event.currentTarget.querySelectorAll('button')];
  const at = document.activeElement ? items.indexOf(document.activeElement) : -1;
  const next = items[(at + step + items.length) % items.length];
  if (next instanceof HTMLElement) next.focus();
}
