import type { SegmentView } from '../../../../contract/segments.ts';
import { dateTimeOf, fromNow } from '../../../language/format.ts';
import { t } from '../../../language/t.ts';
import type { SegmentModel } from '../../../models/segment.ts';
import { now } from '../../../models/shop.ts';
import { Button } from '../../button.tsx';
import { Notice } from '../../notice.tsx';

interface Props {
  readonly segment: SegmentView;
  readonly model: SegmentModel;
  readonly onOverwrite: () => void;
}

/** What stands in the way: somebody else's changes, a fault, or that it is archived. */
export function SegmentNotices({ segment, model, onOverwrite }: Props) {
  const theirs = model.conflict.value;
  const { archivedAt, fault, members } = segment;
  return (
    <>
      {theirs && (
        <Notice tone="bad" title={t('segment.conflictTitle')}>
          <span>
            {t('segment.conflictText', {
              when: dateTimeOf(theirs.updatedAt),
              name: theirs.name,
            })}
          </span>
          <code class="their-query">{theirs.query.trim() || t('segments.everybody')}</code>
          <span class="row">
            <Button compact onClick={model.takeTheirs}>
              {t('segment.takeTheirs')}
            </Button>
            <Button compact busy={model.working.value === 'save'} onClick={onOverwrite}>
              {t('segment.overwrite')}
            </Button>
          </span>
        </Notice>
      )}
      {archivedAt !== null && (
        <Notice title={t('segment.archivedTitle')}>
          <span>
            {t('segment.archivedText', {
              members: t('segment.members', { n: members }),
              when: fromNow(archivedAt, now()),
            })}
          </span>
        </Notice>
      )}
      {fault && archivedAt === null && (
        <Notice tone="bad" title={t('segment.faultTitle')}>
          <span>
            {fault.message} {t('segment.faultText')}
          </span>
        </Notice>
      )}
    </>
  );
}
