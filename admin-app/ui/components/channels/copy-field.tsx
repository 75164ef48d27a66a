import { useRef } from 'preact/hooks';
import { t } from '../../language/t.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Field } from '../field.tsx';
import './channels.css';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
}

/** Something to take elsewhere. A frame may be forbidden to copy: then it is selected, ready for the keyboard. */
export function CopyField({ label, hint, text }: Props) {
  const { host } = useServices();
  const input = useRef<HTMLInputElement>(null);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      host.toast(t('channels.copied'), 'done');
    } catch {
      input.current?.select();
      host.toast(t('channels.copyByHand'), 'problem');
    }
  }
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <div class="copy-field">
          <input {...control} ref={input} type="text" readOnly value={text} />
          <Button icon="copy" onClick={() => void copy()}>
            {t('channels.copy')}
          </Button>
        </div>
      )}
    </Field>
  );
}
