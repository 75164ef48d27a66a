/** Joins what staff gather customers by: segments, and who has become inactive. */
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import * as Inactive from './database/inactive.ts';
import * as InactiveCustomers from './database/inactive-customers.ts';
import * as Renames from './database/renames.ts';
import * as SegmentChanges from './database/segment-changes.ts';
import * as SegmentLists from './database/segment-lists.ts';
import * as SegmentMembers from './database/segment-members.ts';
import * as SegmentReach from './database/segment-reach.ts';
import * as SegmentSnapshots from './database/segment-snapshot.ts';
import * as Segments from './database/segments.ts';
import * as Shops from './database/shops.ts';
import type { InShop } from './database/tenant.ts';
import { inactiveRoutes } from './http/inactive.ts';
import { segmentRoutes } from './http/segments.ts';
import { createCountInactive } from './jobs/count-inactive.ts';
import { createEvaluateSegments } from './jobs/evaluate-segments.ts';
import type { KeepCounts } from './jobs/keep-counts.ts';

export interface SegmentSideParts {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly enqueue: Enqueue;
  readonly keepCounts: KeepCounts;
}

export function joinSegmentSide(parts: SegmentSideParts) {
  const { clock, inShop, readShop, enqueue, keepCounts } = parts;
  const evaluate = createEvaluateSegments({
    clock,
    inShop,
    store: { ...Segments, ...SegmentChanges, ...SegmentMembers, ...Shops },
  });
  const counter = createCountInactive({
    ...{ clock, inShop, readShop },
    store: { ...Inactive, ...SegmentChanges, ...Shops },
  });
  return {
    evaluate: evaluate.catchUp,
    hasWork: evaluate.hasWork,
    countInactive: counter.count,
    /** Below /api. */
    api: {
      '/segments': segmentRoutes({
        ...{ clock, inShop, readShop, evaluate, keepCounts },
        store: { ...Segments, ...SegmentMembers, ...SegmentReach, ...SegmentLists, ...Renames },
        snapshots: { ...SegmentChanges, ...SegmentSnapshots },
      }),
      '/inactive': inactiveRoutes({
        ...{ clock, inShop, readShop, counter, enqueue },
        store: { ...Inactive, ...InactiveCustomers },
      }),
    },
  };
}
