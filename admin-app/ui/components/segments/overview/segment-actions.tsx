import { useState } from 'preact/hooks';
import type { SegmentView } from '../../../../contract/segments.ts';
import { RequestFailed } from '../../../api.ts';
import { t } from '../../../language/t.ts';
import type { SegmentModel } from '../../../models/segment.ts';
import { saveFile } from '../../../save-file.ts';
import { useServices } from '../../../services.ts';
import { Button } from '../../button.tsx';
import { UndoButtons } from '../../undo-buttons.tsx';
import { ArchiveDialog } from './archive-dialog.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';

interface Props {
  readonly segment: SegmentView;
  readonly model: SegmentModel;
  /** The conditions are on the screen, so there is something to undo. */
  readonly undoes: boolean;
}

/** What can be done with the segment as a whole. */
export function SegmentActions({ segment, model, undoes }: Props) {
  const { host } = useServices();
  const [asked, setAsked] = useState<'archive' | 'duplicate' | null>(null);
  const working = model.working.value;
  const members = t('segment.members', { n: segment.members });

  async function download(): Promise<void> {
    const file = await model.download();
    if (file instanceof RequestFailed) host.toast(file.message, 'problem');
    else saveFile(file, fileName(segment));
  }

  async function archive(): Promise<void> {
    const failure = await model.archive();
    setAsked(null);
    if (failure) host.toast(failure.message, 'problem');
    else host.toast(t('segment.archivedDone', { name: segment.name }));
  }

  async function restore(): Promise<void> {
    const failure = await model.restore();
    if (failure) host.toast(failure.message, 'problem');
    else host.toast(t('segment.restored', { name: segment.name, members: membersNow(model) }));
  }

  return (
    <>
      {undoes && <UndoButtons editor={model.editor} fieldsUndo />}
      <Button icon="download" busy={working === 'export'} onClick={() => void download()}>
        {t('segment.export')}
      </Button>
      <Button icon="copy" onClick={() => setAsked('duplicate')}>
        {t('segment.duplicate')}
      </Button>
      {segment.archivedAt === null ? (
        <Button icon="archive" onClick={() => setAsked('archive')}>
          {t('segment.archive')}
        </Button>
      ) : (
        <Button
          kind="primary"
          icon="undo"
          busy={working === 'restore'}
          onClick={() => void restore()}
        >
          {t('segment.restore')}
        </Button>
      )}
      {asked === 'archive' && (
        <ArchiveDialog
          segment={segment}
          members={members}
          busy={working === 'archive'}
          onClose={() => setAsked(null)}
          onArchive={() => void archive()}
        />
      )}
      {asked === 'duplicate' && (
        <DuplicateDialog segment={segment} model={model} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function membersNow({ segment }: SegmentModel): string {
  return t('segment.members', { n: segment.value.peek()?.members ?? 0 });
}

/** As the server names it; names may hold what file systems refuse, the number does as well. */
function fileName({ segmentId }: SegmentView): string {
  return `rondo-segment-${segmentId}.csv`;
}
