import type { SegmentView } from '../../../../contract/segments.ts';
import { t } from '../../../language/t.ts';
import type { SegmentModel } from '../../../models/segment.ts';
import { navigate, to } from '../../../navigation.ts';
import { NameDialog } from '../../name-dialog.tsx';

interface Props {
  readonly segment: SegmentView;
  readonly model: SegmentModel;
  readonly onClose: () => void;
}

/** Asks for the name of the copy and leads to it. */
export function DuplicateDialog({ segment: { name }, model, onClose }: Props) {
  async function duplicate(copyName: string): Promise<void> {
    const copyId = await model.duplicate(copyName);
    onClose();
    navigate(to(`/segments/${copyId}`));
  }
  return (
    <NameDialog
      title={t('segment.duplicateTitle', { name })}
      label={t('segment.name')}
      hint={t('segment.nameHint')}
      action={t('segment.duplicate')}
      suggested={t('segment.copyName', { name })}
      missing={t('segment.nameMissing')}
      onClose={onClose}
      onName={duplicate}
    />
  );
}
