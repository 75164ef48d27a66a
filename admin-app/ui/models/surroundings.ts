/** What scenarios refer to by number, so that the editor can offer it and say it by name. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { AudiencesView } from '../../contract/audiences.ts';
import type { ScenariosView } from '../../contract/scenarios.ts';
import type { SegmentsView, SegmentValues } from '../../contract/segments.ts';
import type { TiersView } from '../../contract/tiers.ts';
import type { Api } from '../api.ts';

export interface Named<Id> {
  readonly id: Id;
  readonly name: string;
}

/** Null while a list is not here; a list that cannot be had stays null, and numbers stand for names. */
interface Surroundings {
  readonly segments: readonly Named<number>[] | null;
  readonly scenarios: readonly Named<number>[] | null;
  readonly audiences: readonly Named<number>[] | null;
  readonly tiers: readonly Named<string>[] | null;
  /** Tiers that there are no more. */
  readonly formerTiers: readonly Named<string>[] | null;
  /** Categories of products, the most frequent first. */
  readonly categories: readonly string[] | null;
}

const known = signal<Surroundings>({
  segments: null,
  scenarios: null,
  audiences: null,
  tiers: null,
  formerTiers: null,
  categories: null,
});
export const surroundings: ReadonlySignal<Surroundings> = known;

/** Asks for all lists anew; each is taken over when it comes. */
export function loadSurroundings(api: Api): void {
  const named = Promise.all([
    take(api.get<SegmentsView>('/api/segments'), ({ segments }) => ({
      segments: segments.map(({ segmentId, name }) => ({ id: segmentId, name })),
    })),
    take(api.get<ScenariosView>('/api/scenarios'), ({ scenarios }) => ({
      scenarios: scenarios.map(({ scenarioId, name }) => ({ id: scenarioId, name })),
    })),
    take(api.get<AudiencesView>('/api/audiences'), ({ audiences }) => ({
      audiences: audiences.map(({ audienceId, name }) => ({ id: audienceId, name })),
    })),
    take(api.get<TiersView>('/api/tiers'), ({ tiers, former }) => ({
      tiers: tiers.map(({ tierId, name }) => ({ id: tierId, name })),
      formerTiers: former.map(({ tierId, name }) => ({ id: tierId, name })),
    })),
  ]);
  // These are long to find out, and only forms offer them.
  void named.then(() =>
    take(api.get<SegmentValues>('/api/segments/values'), ({ productTypes }) => ({
      categories: productTypes,
    })),
  );
}

async function take<Answer>(
  asked: Promise<Answer>,
  read: (answer: Answer) => Partial<Surroundings>,
): Promise<void> {
  const answer = await asked.catch(() => null);
  if (answer !== null) known.value = { ...known.peek(), ...read(answer) };
}

/** The name of what has this id in a list; undefined where it is not known. */
export function nameIn<Id>(list: readonly Named<Id>[] | null, id: Id): string | undefined {
  return list?.find((each) => each.id === id)?.name;
}
