import { useState } from 'preact/hooks';
import type { SegmentView } from '../../../../contract/segments.ts';
import { t } from '../../../language/t.ts';
import { asFailure } from '../../../models/resource.ts';
import type { SegmentModel } from '../../../models/segment.ts';
import { navigate, to } from '../../../navigation.ts';
import { Button } from '../../button.tsx';
import { Dialog } from '../../dialog.tsx';
import { TextField } from '../../field.tsx';
import { refusedName } from '../refusals.ts';

interface Props {
  readonly segment: SegmentView;
  readonly model: SegmentModel;
  readonly onClose: () => void;
}

/** Asks for the name of the copy and leads to it. */
export function DuplicateDialog({ segment, model, onClose }: Props) {
  const [name, setName] = useState(t('segment.copyName', { name: segment.name }));
  const [fault, setFault] = useState<string | null>(null);

  async function duplicate(event: Event): Promise<void> {
    event.preventDefault();
    if (name.trim() === '') return setFault(t('segment.nameMissing'));
    try {
      const copyId = await model.duplicate(name);
      onClose();
      navigate(to(`/segments/${copyId}`));
    } catch (error) {
      const failure = asFailure(error);
      setFault(refusedName(failure) ?? failure.message);
    }
  }

  return (
    <Dialog title={t('segment.duplicateTitle', { name: segment.name })} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void duplicate(event)}>
        <TextField
          label={t('segment.name')}
          hint={t('segment.nameHint')}
          value={name}
          maxLength={120}
          fault={fault}
          onInput={setName}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" busy={model.working.value === 'duplicate'}>
            {t('segment.duplicate')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
