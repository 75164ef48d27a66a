import type { ComponentChildren } from 'preact';
import './button.css';
import { Icon, type IconName } from './icon.tsx';

interface Props {
  readonly children?: ComponentChildren;
  readonly kind?: 'primary' | 'plain' | 'danger';
  readonly icon?: IconName;
  /** A button that shows only its icon is named by this. */
  readonly label?: string;
  readonly compact?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly type?: 'button' | 'submit';
  readonly onClick?: () => void;
}

export function Button({ children, kind, icon, label, compact, busy, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      class={buttonClass({ kind, compact, busy, iconOnly: children === undefined })}
      aria-label={label}
      title={children === undefined ? label : undefined}
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy}
    >
      {icon && !busy && <Icon name={icon} size={compact ? 16 : 18} />}
      {children}
    </button>
  );
}

interface LinkProps {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly kind?: 'primary' | 'plain';
  readonly icon?: IconName;
  readonly compact?: boolean;
  /** Leaves the admin's frame for a page of its own. */
  readonly outside?: boolean;
}

/** A link that looks like a button, for going somewhere. */
export function ButtonLink({ href, children, kind, icon, compact, outside }: LinkProps) {
  return (
    <a
      href={href}
      class={buttonClass({ kind, compact })}
      target={outside ? '_blank' : undefined}
      rel={outside ? 'noreferrer' : undefined}
    >
      {icon && <Icon name={icon} size={compact ? 16 : 18} />}
      {children}
    </a>
  );
}

function buttonClass(look: {
  readonly kind?: string | undefined;
  readonly compact?: boolean | undefined;
  readonly busy?: boolean | undefined;
  readonly iconOnly?: boolean;
}): string {
  const { kind, compact, busy, iconOnly } = look;
  const names = ['button', kind, compact && 'compact', busy && 'busy', iconOnly && 'icon-only'];
  return names.filter(Boolean).join(' ');
}
