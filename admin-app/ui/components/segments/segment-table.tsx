import type { SegmentSummary } from '../../../contract/segments.ts';
import { fromNow, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { now } from '../../models/shop.ts';
import { to } from '../../navigation.ts';
import { Badge } from '../badge.tsx';
import { figure } from '../counted-at.tsx';
import '../table.css';
import { JoinedLeft } from './joined-left.tsx';
import { QueryLine } from './query-line.tsx';
import './segments.css';

const COLUMNS = ['members', 'mailable', 'textable', 'week'] as const;

/** Segments as rows, or as cards where the screen is narrow; the whole row leads to the segment. */
export function SegmentTable({ segments }: { readonly segments: readonly SegmentSummary[] }) {
  return (
    <table class="table cards linked segment-table">
      <thead>
        <tr>
          <th>{t('segments.column.name')}</th>
          {COLUMNS.map((column) => (
            <th key={column} class="amount">
              {t(`segments.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {segments.map((segment) => (
          <Row key={segment.segmentId} segment={segment} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ segment }: { readonly segment: SegmentSummary }) {
  const { archivedAt, fault } = segment;
  return (
    <tr>
      <td class="wide segment-name">
        <span class="row">
          <a class="row-link" href={to(`/segments/${segment.segmentId}`)}>
            {segment.name}
          </a>
          {fault && <Badge tone="bad">{t('segments.faulty')}</Badge>}
        </span>
        {fault && <span class="small">{fault.message}</span>}
        <QueryLine query={segment.query} />
        {archivedAt !== null && (
          <span class="small soft">
            {t('segments.archivedOn', { when: fromNow(archivedAt, now()) })}
          </span>
        )}
      </td>
      <td class="amount segment-members" data-label={t('segments.column.members')}>
        {number(segment.members)}
      </td>
      <td class="amount" data-label={t('segments.column.mailable')}>
        {figure(segment.mailable)}
      </td>
      <td class="amount" data-label={t('segments.column.textable')}>
        {figure(segment.textable)}
      </td>
      <td class="amount" data-label={t('segments.column.week')}>
        <JoinedLeft joined={segment.joined7d} left={segment.left7d} />
      </td>
    </tr>
  );
}
