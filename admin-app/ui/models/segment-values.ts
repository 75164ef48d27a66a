import type { SegmentValues } from '../../contract/segments.ts';
import type { Api } from '../api.ts';
import { type Resource, resource } from './resource.ts';

export function segmentPath(id: string): string {
  return `/api/segments/${encodeURIComponent(id)}`;
}

/** What exists in this shop, for choosing values from. */
export function valuesOfShop(api: Api): Resource<SegmentValues> {
  return resource(
    'segment values',
    (abort) => api.get<SegmentValues>('/api/segments/values', {}, abort),
    ({ counting }) => counting,
  );
}
