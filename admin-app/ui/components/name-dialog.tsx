import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../language/t.ts';
import { asFailure } from '../models/resource.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';

interface Props {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly action: string;
  readonly suggested?: string;
  /** What is said to an empty name. */
  readonly missing: string;
  readonly onClose: () => void;
  /** Rejects with why it could not be done. */
  readonly onName: (name: string) => Promise<void>;
  /** What else is asked. */
  readonly children?: ComponentChildren;
}

const MOST_LETTERS = 120;

/** Asks for the name of something new, and says at the field why it cannot have it. */
export function NameDialog(props: Props) {
  const { title, label, hint, action, suggested = '', missing, children } = props;
  const { onClose, onName } = props;
  const [name, setName] = useState(suggested.slice(0, MOST_LETTERS));
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (name.trim() === '') return setFault(missing);
    setBusy(true);
    try {
      await onName(name.trim());
    } catch (error) {
      setFault(asFailure(error).message);
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          {...{ label, hint, fault }}
          value={name}
          maxLength={MOST_LETTERS}
          onInput={setName}
        />
        {children}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
