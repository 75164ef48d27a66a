import type {
  SegmentEventsPage,
  SegmentEventView,
  SegmentMember,
  SegmentMembersPage,
} from '../../contract/segments.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';
import { segmentPath } from './segment-values.ts';

/** Members of a segment, page by page. */
export function segmentMembers(api: Api, id: string): PagedList<SegmentMember> {
  const path = `${segmentPath(id)}/members`;
  const list = pagedList<SegmentMember>(async (after, abort) => {
    const page = await api.get<SegmentMembersPage>(path, { after }, abort);
    return { items: page.members, after: page.after };
  }, path);
  void list.restart();
  return list;
}

export const EVENT_KINDS = ['all', 'joined', 'left'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export function parseEventKind(text: string | undefined): EventKind {
  return EVENT_KINDS.find((kind) => kind === text) ?? 'all';
}

/** Who joined and left, newest first, page by page. */
export function segmentEvents(api: Api, id: string, kind: EventKind): PagedList<SegmentEventView> {
  const path = `${segmentPath(id)}/events`;
  const list = pagedList<SegmentEventView>(async (after, abort) => {
    const query = { kind: kind === 'all' ? null : kind, after };
    const page = await api.get<SegmentEventsPage>(path, query, abort);
    return { items: page.events, after: page.after };
  }, `${path} ${kind}`);
  void list.restart();
  return list;
}
