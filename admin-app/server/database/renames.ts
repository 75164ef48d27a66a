/** Queries that name what gets another name: segments, drafts and versions of scenarios say the new one at once. */
import { queriesIn, withQueries } from '../../core/scenario/definition-queries.ts';
import { isUnreadNaming, namesAny, type Rename, renameInQuery } from '../../core/segment/rename.ts';
import type { Instant } from '../../core/time.ts';
import { readDefinitionsAsking, writeDefinition } from './scenario-definitions.ts';
import { readSegments, type StoredSegment, updateSegment } from './segments.ts';
import type { ShopTransaction } from './tenant.ts';

/** What stands in every query that could name one. */
const WORDS = {
  segment: 'in_segment',
  scenario: 'in_scenario',
  'value tier': 'value_tier',
} as const satisfies Readonly<Record<Rename['of'], string>>;

export interface CarriedRename {
  /** Names of segments and scenarios whose queries say the new name now. */
  readonly followed: readonly string[];
  /** Those that say an old one still, in a query that cannot be read. */
  readonly unread: readonly QueryPlace[];
}

export interface QueryPlace {
  readonly of: 'segment' | 'scenario' | 'campaign';
  readonly id: number;
  readonly name: string;
}

/**
 * Who is in a segment or goes on in a scenario stays so: the queries mean the same as before. Call `lockSegments`
 * before, so that no query is saved under the old name meanwhile.
 */
export async function carryRename(
  tx: ShopTransaction,
  rename: Rename,
  at: Instant,
): Promise<CarriedRename> {
  const followed = new Set<string>();
  const unread = new Map<string, QueryPlace>();
  const change = (place: QueryPlace) => (text: string) => {
    const renamed = renameInQuery(text, rename);
    if (renamed !== text) followed.add(place.name);
    else if (isUnreadNaming(text, rename)) unread.set(`${place.of} ${place.id}`, place);
    return renamed;
  };
  for (const segment of await readAllSegments(tx)) {
    const { segmentId: id, name } = segment;
    const text = change({ of: 'segment', id, name })(segment.text);
    if (text !== segment.text) await updateSegment(tx, id, { name, text, at });
  }
  for (const stored of await readDefinitionsAsking(tx, WORDS[rename.of])) {
    const { scenarioId: id, name, campaign } = stored;
    const of = campaign ? 'campaign' : 'scenario';
    const renamed = withQueries(stored.definition, change({ of, id, name }));
    if (renamed !== stored.definition) await writeDefinition(tx, stored, renamed);
  }
  return { followed: [...followed], unread: [...unread.values()] };
}

/** Names of the segments and scenarios whose queries name it. */
export async function whoNames(
  tx: ShopTransaction,
  of: Rename['of'],
  name: string,
): Promise<readonly string[]> {
  const rename: Rename = { of, names: new Map([[name, name]]) };
  const isNaming = (text: string) => namesAny(text, rename);
  const segments = (await readAllSegments(tx)).filter(({ text }) => isNaming(text));
  const scenarios = (await readDefinitionsAsking(tx, WORDS[of])).filter(({ definition }) =>
    queriesIn(definition).some(isNaming),
  );
  return [...new Set([...segments, ...scenarios].map((each) => each.name))];
}

async function readAllSegments(tx: ShopTransaction): Promise<readonly StoredSegment[]> {
  return [...(await readSegments(tx)), ...(await readSegments(tx, 'archived'))];
}
