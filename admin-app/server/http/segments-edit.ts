/** Changes to segments, each refused when it would leave a query that cannot be asked. Call `lockSegments` before. */
import type { FaultLanguage } from '../../core/segment/fault-in-words.ts';
import { type Rename, renameInQuery } from '../../core/segment/rename.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import {
  resolveText,
  type SegmentBook,
  segmentBook,
  segmentsNaming,
  segmentsWith,
} from '../../core/segment/segment-book.ts';
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Renames from '../database/renames.ts';
import type * as Segments from '../database/segments.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { EvaluateSegments } from '../jobs/evaluate-segments.ts';
import { notFound, overtaken, refusal } from './refusal.ts';
import { FaultyQuery } from './segments-view.ts';
import type { ShopContext } from './shop-context.ts';

export interface SegmentEditDeps {
  readonly clock: Clock;
  readonly store: typeof Segments & Pick<typeof Renames, 'carryRename'>;
  readonly evaluate: Pick<EvaluateSegments, 'created' | 'edited'>;
}

type Book = SegmentBook<Segments.StoredSegment>;

export async function readBook({ store }: SegmentEditDeps, tx: ShopTransaction): Promise<Book> {
  return segmentBook(await store.readSegments(tx), await store.readNamedScenarios(tx));
}

export async function readExisting(
  { store }: SegmentEditDeps,
  tx: ShopTransaction,
  id: number,
): Promise<Segments.StoredSegment> {
  const segment = await store.readSegment(tx, id);
  if (!segment) throw notFound('segment');
  return segment;
}

/** Throws FaultyQuery. */
export function queryOf(
  book: Book,
  text: string,
  ownName: string | null,
  language: FaultLanguage,
): ResolvedQuery {
  const resolved = resolveText(book, text, ownName);
  if (!resolved.ok) throw new FaultyQuery(resolved.fault, language);
  return resolved.query;
}

export async function refuseTakenName(
  { store }: SegmentEditDeps,
  tx: ShopTransaction,
  name: string,
  except: number | null,
): Promise<void> {
  if (!(await store.isNameTaken(tx, name, except))) return;
  throw refusal(422, 'segment name taken', { name }, 'name');
}

export async function insertCounted(
  { store, clock, evaluate }: SegmentEditDeps,
  tx: ShopTransaction,
  { zone }: ShopContext,
  segment: { readonly name: string; readonly text: string },
): Promise<number> {
  const at = clock.now();
  const segmentId = await store.insertSegment(tx, { ...segment, today: dayOf(at, zone), at });
  await evaluate.created(tx, segmentId);
  return segmentId;
}

/**
 * Takes over name and query; what other queries call this segment follows, and so do members. Returns whose queries say
 * the old name still, because they cannot be read.
 */
export async function applyEdit(
  deps: SegmentEditDeps,
  tx: ShopTransaction,
  id: number,
  given: { readonly name: string; readonly query: string; readonly version?: number | undefined },
  language: FaultLanguage,
): Promise<readonly Renames.QueryPlace[]> {
  const { store, clock, evaluate } = deps;
  const segment = await readExisting(deps, tx, id);
  if (segment.archivedAt !== null) throw refusal(409, 'segment archived');
  if (given.version !== undefined && given.version !== segment.version) throw overtaken('segment');
  const { name, query: text } = given;
  if (name === segment.name && text === segment.text) return [];
  await refuseTakenName(deps, tx, name, id);

  const before = await readBook(deps, tx);
  const isRenamed = name !== segment.name;
  const names = new Map(isRenamed ? [[segment.name, name]] : []);
  const rename: Rename = { of: 'segment', names };
  const after = segmentBook(
    before.segments.map((each) =>
      each.segmentId === id
        ? { ...each, name, text }
        : { ...each, text: renameInQuery(each.text, rename) },
    ),
    before.scenarios,
  );
  queryOf(after, text, name, language);
  refuseBreaking(after, name, language);

  const at = clock.now();
  const { unread } = isRenamed ? await store.carryRename(tx, rename, at) : { unread: [] };
  await store.updateSegment(tx, id, { name, text, at });
  if (text !== segment.text) await evaluate.edited(tx, id);
  return unread;
}

/** Other segments with this one in them may become too large to ask. */
function refuseBreaking(book: Book, name: string, language: FaultLanguage): void {
  for (const other of segmentsWith(book, name)) queryOf(book, other.text, other.name, language);
}

export async function archiveUnused(
  deps: SegmentEditDeps,
  tx: ShopTransaction,
  id: number,
): Promise<void> {
  const segment = await readExisting(deps, tx, id);
  if (segment.archivedAt !== null) return;
  const users = [
    ...segmentsNaming(await readBook(deps, tx), segment.name),
    ...(await deps.store.readScenariosUsing(tx, id)),
  ].map((user) => `“${user.name}”`);
  if (users.length > 0) throw refusal(409, 'segment in use', { users: users.join(', ') });
  await deps.store.archiveSegment(tx, id, deps.clock.now());
}
