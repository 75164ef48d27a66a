import type { ReadyMadeView, SegmentsView } from '../../contract/segments.ts';
import type { Api } from '../api.ts';
import { language } from '../language/t.ts';
import { type Resource, resource } from './resource.ts';

export const SEGMENT_LISTS = ['live', 'archived'] as const;
export type SegmentList = (typeof SEGMENT_LISTS)[number];

export function parseSegmentList(text: string | undefined): SegmentList {
  return text === 'archived' ? 'archived' : 'live';
}

export interface SegmentsModel {
  readonly segments: Resource<SegmentsView>;
  readonly readyMade: Resource<ReadyMadeView>;
  dispose(): void;
}

/** Members follow the store by themselves, so the list is asked for again while it is looked at. */
const LIVE_MS = 15_000;

/** Segments by name with their counts, and the ready-made ones. */
export function segmentsModel(api: Api, list: SegmentList): SegmentsModel {
  const archived = list === 'archived' ? '1' : null;
  const segments = resource(`segments ${list}`, (abort) =>
    api.get<SegmentsView>('/api/segments', { archived, language: language() }, abort),
  );
  const readyMade = resource('ready-made segments', (abort) =>
    api.get<ReadyMadeView>('/api/segments/ready-made', {}, abort),
  );
  const timer = setInterval(() => {
    if (document.hidden) return;
    void segments.load();
    if (readyMade.value.peek()?.segments.some(({ count }) => count === null)) void readyMade.load();
  }, LIVE_MS);
  void segments.load();
  void readyMade.load();
  return {
    segments,
    readyMade,
    dispose: () => {
      clearInterval(timer);
      segments.dispose();
      readyMade.dispose();
    },
  };
}
