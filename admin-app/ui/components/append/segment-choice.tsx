import type { SegmentSummary } from '../../../contract/segments.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { ButtonLink } from '../button.tsx';

interface Props {
  readonly segments: readonly SegmentSummary[];
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
}

/** The segments a third party is asked about, and how many customers each has. */
export function SegmentChoice({ segments, chosen, onChoose }: Props) {
  if (segments.length === 0) {
    return (
      <div class="stack tight">
        <p class="soft">{t('append.noSegments')}</p>
        <div>
          <ButtonLink href={to('/segments/new')}>{t('append.newSegment')}</ButtonLink>
        </div>
      </div>
    );
  }
  const toggle = (segmentId: number) => {
    const next = new Set(chosen);
    if (!next.delete(segmentId)) next.add(segmentId);
    onChoose(next);
  };
  return (
    <fieldset class="append-fieldset">
      <legend>{t('append.segments')}</legend>
      <div class="append-segments">
        {segments.map(({ segmentId, name, members }) => (
          <label key={segmentId}>
            <input
              type="checkbox"
              checked={chosen.has(segmentId)}
              onChange={() => toggle(segmentId)}
            />
            <span>{name}</span>
            <span class="small soft number">{t('append.members', { n: members })}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
