import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../language/t.ts';
import './dialog.css';
import { Button } from './button.tsx';

interface Props {
  readonly title: ComponentChildren;
  /** `drawer` fills the right side, `sheet` comes from below. */
  readonly kind?: 'drawer' | 'sheet';
  readonly onClose: () => void;
  readonly actions?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A native modal dialog that is open while it is drawn. Escape and a click beside it close it. */
export function Dialog({ title, kind, onClose, actions, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    const opener = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (opener instanceof HTMLElement) keepPlace(opener);
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog; the click is the pointer's way
    <dialog
      ref={dialog}
      class={kind ? `dialog ${kind}` : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="dialog-inner">
        <h2 id={titleId}>{title}</h2>
        {children}
        {actions && <div class="dialog-actions">{actions}</div>}
        {/* Last in order, so that the dialog opens with the focus on what it is about. */}
        <div class="dialog-close">
          <Button kind="plain" icon="close" label={t('action.close')} onClick={onClose} />
        </div>
      </div>
    </dialog>
  );
}

/** What opened a dialog may be gone by what the dialog did: whoever goes on then does so from the page's headline. */
function keepPlace(opener: HTMLElement): void {
  requestAnimationFrame(() => {
    const isLost = () => document.activeElement === document.body;
    if (isLost()) opener.focus();
    if (isLost()) document.querySelector<HTMLElement>('h1')?.focus();
  });
}
