import type { EnrolmentMemory, EnrolmentState } from './enrolment-types.ts';

/** What of the state is to be kept as one piece of JSON, without what has columns of its own. */
export function memoryOf(state: EnrolmentState): EnrolmentMemory {
  const { messages, coupons, arms, orderedAt, visitedAt, movedAt } = state;
  return {
    messages,
    coupons,
    arms,
    ...(orderedAt === undefined ? {} : { orderedAt }),
    ...(visitedAt === undefined ? {} : { visitedAt }),
    ...(movedAt === undefined ? {} : { movedAt }),
  };
}
