import { useState } from 'preact/hooks';
import { t } from '../../language/t.ts';
import type { PreviewModel } from '../../models/preview.ts';
import { Button } from '../button.tsx';
import { FaultLine, TextField } from '../field.tsx';
import { failureInWords } from '../notice.tsx';

interface Props {
  readonly model: PreviewModel;
  readonly channel: 'email' | 'sms' | 'push';
}

/** Sends what the preview shows to oneself. It counts nowhere. */
export function TestForm({ model, channel }: Props) {
  const [to, setTo] = useState('');
  const state = model.test.value;
  const fault = state.kind === 'failed' ? failureInWords(state.failure).join(': ') : null;
  const ready = channel === 'push' ? model.customer.value !== null : to.trim() !== '';
  return (
    <div class="test-form">
      {channel === 'push' ? (
        <>
          <span class="field-label">{t('test.push')}</span>
          {fault && <FaultLine text={fault} />}
        </>
      ) : (
        <TextField
          label={t(`test.${channel}`)}
          hint={t('test.hint')}
          type={channel === 'email' ? 'email' : 'text'}
          autoComplete={channel === 'email' ? 'email' : 'tel'}
          value={to}
          fault={fault}
          onInput={setTo}
        />
      )}
      <div class="test-line">
        <Button
          compact
          icon="launch"
          busy={state.kind === 'sending'}
          disabled={!ready}
          onClick={() => void model.sendTest(to.trim())}
        >
          {t('test.send')}
        </Button>
        <span role="status" class="small soft">
          {state.kind === 'sent' && t('test.sent', { to: state.to })}
        </span>
      </div>
    </div>
  );
}
