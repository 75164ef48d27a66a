import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../language/t.ts';
import type { ProviderAccount } from '../../models/provider-account.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Failed } from '../notice.tsx';

interface Props<Fields> {
  readonly account: ProviderAccount<Fields>;
  /** Asked before the shop's own account is removed; null where there is none. */
  readonly removal: { readonly title: string; readonly text: string } | null;
  readonly children: ComponentChildren;
}

/** The fields of an account at a provider with what can be done about it. */
export function AccountForm<Fields>({ account, removal, children }: Props<Fields>) {
  const { host } = useServices();
  const failure = account.failure.value;
  async function save(): Promise<void> {
    const saved = await account.save();
    host.toast(saved ? t('state.saved') : t('state.notSaved'), saved ? 'done' : 'problem');
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {failure && failure.field === null && <Failed failure={failure} />}
      {children}
      <div class="row">
        <Button
          type="submit"
          kind="primary"
          disabled={!account.dirty.value}
          busy={account.saving.value}
        >
          {t('channels.saveAccount')}
        </Button>
        {removal && <RemoveAccount account={account} removal={removal} />}
      </div>
    </form>
  );
}

interface RemoveProps<Fields> {
  readonly account: ProviderAccount<Fields>;
  readonly removal: { readonly title: string; readonly text: string };
}

function RemoveAccount<Fields>({ account, removal }: RemoveProps<Fields>) {
  const { host } = useServices();
  const [asking, setAsking] = useState(false);
  async function remove(): Promise<void> {
    const problem = await account.remove();
    setAsking(false);
    host.toast(problem ?? t('channels.removed'), problem === null ? 'done' : 'problem');
  }
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {t('channels.removeAccount')}
      </Button>
      {asking && (
        <Dialog
          title={removal.title}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('action.cancel')}</Button>
              <Button kind="danger" busy={account.removing.value} onClick={() => void remove()}>
                {t('channels.removeAccount')}
              </Button>
            </>
          }
        >
          <p>{removal.text}</p>
        </Dialog>
      )}
    </>
  );
}
