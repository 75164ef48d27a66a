/** Changes to segments, each refused when it would leave a query that cannot be asked. Call `lockSegments` before. */
import type { FaultLanguage } from '../../core/segment/fault-in-words.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import {
  renameInText,
  resolveText,
  type SegmentBook,
  segmentBook,
  segmentsNaming,
  segmentsWith,
} from '../../core/segment/segment-book.ts';
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Segments from '../database/segments.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { EvaluateSegments } from '../jobs/evaluate-segments.ts';
import { notFound, Refusal } from './refusal.ts';
import { FaultyQuery } from './segments-view.ts';
import type { ShopContext } from './shop-context.ts';

export interface SegmentEditDeps {
  readonly clock: Clock;
  readonly store: typeof Segments;
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
  throw new Refusal(422, `There is a segment named “${name}” already`, 'name');
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

/** Takes over name and query; what other queries call this segment follows, and so do members. */
export async function applyEdit(
  deps: SegmentEditDeps,
  tx: ShopTransaction,
  id: number,
  given: { readonly name: string; readonly query: string; readonly version?: number | undefined },
  language: FaultLanguage,
): Promise<void> {
  const { store, clock, evaluate } = deps;
  const segment = await readExisting(deps, tx, id);
  if (segment.archivedAt !== null)
    throw new Refusal(409, 'The segment is archived; restore it before changing it');
  if (given.version !== undefined && given.version !== segment.version)
    throw new Refusal(409, 'Somebody else has changed this segment meanwhile; open it again');
  const { name, query: text } = given;
  if (name === segment.name && text === segment.text) return;
  await refuseTakenName(deps, tx, name, id);
  if (name !== segment.name) await refuseNamedByScenarios(deps, tx, segment);

  const before = await readBook(deps, tx);
  const renamed = segmentsNaming(before, segment.name)
    .filter(({ segmentId }) => segmentId !== id && name !== segment.name)
    .map((other) => ({ ...other, text: renameInText(other.text, segment.name, name) }));
  const changes = new Map([...renamed, { ...segment, name, text }].map((it) => [it.segmentId, it]));
  const after = segmentBook(
    before.segments.map((each) => changes.get(each.segmentId) ?? each),
    before.scenarios,
  );
  queryOf(after, text, name, language);
  refuseBreaking(after, name, language);

  const at = clock.now();
  for (const change of changes.values())
    await store.updateSegment(tx, change.segmentId, { ...change, at });
  if (text !== segment.text) await evaluate.edited(tx, id);
}

/** Versions of scenarios never change, so what they call the segment cannot follow. */
async function refuseNamedByScenarios(
  { store }: SegmentEditDeps,
  tx: ShopTransaction,
  { segmentId, name }: Segments.StoredSegment,
): Promise<void> {
  const users = (await store.readScenariosNaming(tx, segmentId)).map((user) => `“${user.name}”`);
  if (users.length === 0) return;
  const message = `Queries of ${users.join(', ')} name the segment “${name}”; change those first`;
  throw new Refusal(409, message, 'name');
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
  if (users.length > 0)
    throw new Refusal(409, `The segment is used by ${users.join(', ')}; change that first`);
  await deps.store.archiveSegment(tx, id, deps.clock.now());
}
