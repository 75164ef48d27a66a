/** What orders mean to those inside. */
import { ORDERED_OF_CATEGORY } from '../../core/scenario/goal-outcomes.ts';
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type * as CategoryOrders from '../database/category-orders.ts';
import type { StoredEnrolment } from '../database/enrolments.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { EnrolmentInput, ScenarioSteps } from './scenario-steps.ts';

/** The outcome of who turns out to have ordered shortly before entering: no return of ours, and no reason to write. */
const ORDERED_BEFORE = 'ordered before entering';

export interface OrderInputDeps {
  readonly store: Pick<typeof CategoryOrders, 'readCategoryOrders'>;
  readonly steps: Pick<ScenarioSteps, 'definitionOf'>;
}

interface Ordering {
  readonly enrolment: StoredEnrolment;
  readonly definition: ScenarioDefinition;
  readonly orderedAt: Instant;
}

/** Of these enrolments, those with an order that is news to them, and what it means. */
export async function readOrderInputs(
  { store, steps }: OrderInputDeps,
  tx: ShopTransaction,
  enrolments: readonly StoredEnrolment[],
  now: Instant,
): Promise<readonly EnrolmentInput[]> {
  const ordering: Ordering[] = [];
  for (const enrolment of enrolments) {
    const { orderedAt } = enrolment;
    if (orderedAt === null || orderedAt === enrolment.state.orderedAt) continue;
    const definition = await steps.definitionOf(tx, enrolment);
    ordering.push({ enrolment, definition, orderedAt });
  }
  const goals = await readCategoryGoals(store, tx, ordering);
  return ordering.flatMap((it) => inputsOf(it, goals.get(it.enrolment.enrolmentId), now));
}

/**
 * An order of before entering whose webhook came late takes the ground away from a scenario about silence, but is not its
 * doing.
 */
function inputsOf(
  { enrolment, definition, orderedAt }: Ordering,
  goalAt: Instant | undefined,
  now: Instant,
): readonly EnrolmentInput[] {
  if (orderedAt < enrolment.enteredAt) {
    if (!isAboutSilence(definition)) return [];
    return [{ enrolment, input: { kind: 'removed', outcome: ORDERED_BEFORE, at: now } }];
  }
  const ordered = { enrolment, input: { kind: 'ordered', at: orderedAt } } as const;
  if (goalAt === undefined) return [ordered];
  const outcome = ORDERED_OF_CATEGORY;
  return [{ enrolment, input: { kind: 'goal reached', outcome, at: goalAt } }];
}

function isAboutSilence({ blocks }: ScenarioDefinition): boolean {
  const trigger = blocks.find((block) => block.kind === 'start')?.trigger.kind;
  return trigger === 'inactive' || trigger === 'due';
}

/** When those reached their goal who wanted an order of a category, by enrolment. */
async function readCategoryGoals(
  store: OrderInputDeps['store'],
  tx: ShopTransaction,
  ordering: readonly Ordering[],
): Promise<ReadonlyMap<number, Instant>> {
  const wanting = ordering.flatMap(({ enrolment, definition: { goal } }) =>
    goal.kind === 'order of category' ? [{ enrolment, category: goal.category }] : [],
  );
  const orders = await store.readCategoryOrders(
    tx,
    [...new Set(wanting.map(({ enrolment }) => enrolment.customerId))],
    [...new Set(wanting.map(({ category }) => category))],
    Math.min(...wanting.map(({ enrolment }) => enrolment.enteredAt)),
  );
  const reached = new Map<number, Instant>();
  for (const { enrolment, category } of wanting) {
    const order = orders.find(
      (it) =>
        it.customerId === enrolment.customerId &&
        it.category === category &&
        it.at >= enrolment.enteredAt,
    );
    if (order) reached.set(enrolment.enrolmentId, order.at);
  }
  return reached;
}
