import type { SegmentView } from '../../../../contract/segments.ts';
import { list } from '../../../language/format.ts';
import { t } from '../../../language/t.ts';
import { Button } from '../../button.tsx';
import { Dialog } from '../../dialog.tsx';
import { Notice } from '../../notice.tsx';

interface Props {
  readonly segment: SegmentView;
  /** How many people it is about, in words. */
  readonly members: string;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onArchive: () => void;
}

/** Asks before a segment stops following the store; what is in use stays. */
export function ArchiveDialog({ segment, members, busy, onClose, onArchive }: Props) {
  const { scenarios, segments } = segment.usedBy;
  const users = [...scenarios, ...segments].map(({ name }) => name);
  return (
    <Dialog
      title={t('segment.archiveTitle', { name: segment.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="danger" disabled={users.length > 0} busy={busy} onClick={onArchive}>
            {t('segment.archive')}
          </Button>
        </>
      }
    >
      {users.length > 0 ? (
        <Notice tone="due" title={t('segment.inUseTitle')}>
          <span>{t('segment.inUseText', { names: list(users) })}</span>
        </Notice>
      ) : (
        <p class="soft">{t('segment.archiveText', { members })}</p>
      )}
    </Dialog>
  );
}
