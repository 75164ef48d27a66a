/** What is asked before a scenario is copied, archived, or entered by hand. */
import { useState } from 'preact/hooks';
import type { AddedCustomers } from '../../../contract/scenario-running.ts';
import type { ScenarioView } from '../../../contract/scenarios.ts';
import { list } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { customersIn } from '../../models/customer-list.ts';
import { asFailure } from '../../models/resource.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';
import { NameDialog } from '../name-dialog.tsx';
import { Notice } from '../notice.tsx';

interface DuplicateProps {
  readonly name: string;
  readonly onClose: () => void;
  /** Rejects with why it could not be done. */
  readonly onDuplicate: (name: string) => Promise<void>;
}

export function DuplicateDialog({ name, onClose, onDuplicate }: DuplicateProps) {
  return (
    <NameDialog
      title={t('scenario.duplicateTitle')}
      label={t('scenarios.name')}
      hint={t('scenario.duplicateHint')}
      action={t('action.duplicate')}
      suggested={t('block.copyOf', { name })}
      missing={t('scenarios.nameMissing')}
      onClose={onClose}
      onName={onDuplicate}
    />
  );
}

interface ArchiveProps {
  readonly scenario: ScenarioView;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onArchive: () => void;
}

export function ArchiveDialog({ scenario, busy, onClose, onArchive }: ArchiveProps) {
  const { name, inside } = scenario;
  return (
    <Dialog
      title={t('scenario.archiveTitle', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="danger" icon="archive" busy={busy} onClick={onArchive}>
            {t('scenario.archive')}
          </Button>
        </>
      }
    >
      <p>{t('scenario.archiveText')}</p>
      {inside > 0 && <p>{t('scenario.archiveInside', { n: inside })}</p>}
    </Dialog>
  );
}

interface AddProps {
  readonly scenarioId: number;
  readonly onClose: () => void;
}

/** Customers by a list: addresses or numbers, one after the other; says how many of them entered. */
export function AddCustomersDialog({ scenarioId, onClose }: AddProps) {
  const { api } = useServices();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [added, setAdded] = useState<AddedCustomers | null>(null);

  async function add(event: Event): Promise<void> {
    event.preventDefault();
    const customers = customersIn(text);
    if (customers.length === 0) return setFault(t('add.none'));
    setBusy(true);
    setFault(null);
    try {
      const path = `/api/scenarios/${scenarioId}/customers`;
      setAdded(await api.post<AddedCustomers>(path, { customers }));
    } catch (error) {
      setFault(asFailure(error).message);
    }
    setBusy(false);
  }

  return (
    <Dialog title={t('scenario.addCustomers')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void add(event)}>
        <TextField
          label={t('add.list')}
          hint={t('add.hint')}
          lines={6}
          value={text}
          fault={fault}
          onInput={setText}
        />
        {added && <Added added={added} />}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('action.close')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {t('action.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Added({ added }: { readonly added: AddedCustomers }) {
  const { entered, matched, alreadyInside, unknown, unknownExamples } = added;
  return (
    <div role="status">
      <Notice title={t('add.entered', { n: entered })}>
        {alreadyInside > 0 && <span>{t('add.inside', { n: alreadyInside })}</span>}
        {matched > entered + alreadyInside && (
          <span>{t('add.refused', { n: matched - entered - alreadyInside })}</span>
        )}
        {unknown > 0 && (
          <span>{t('add.unknown', { n: unknown, examples: list(unknownExamples) })}</span>
        )}
      </Notice>
    </div>
  );
}
