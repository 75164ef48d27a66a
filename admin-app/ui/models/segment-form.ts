/**
 * A query as the visual builder holds it: groups and conditions, each with an id that stays while it is edited. Unlike
 * the query's tree a group may be empty or hold one thing, as somebody may be about to put more into it.
 */
import type { Condition, Junction, Query, SegmentQuery } from '../../core/segment/types.ts';

export type FormNode = FormGroup | FormCondition;
export interface FormGroup {
  readonly kind: 'group';
  readonly id: string;
  readonly match: Junction['kind'];
  readonly negated: boolean;
  readonly of: readonly FormNode[];
}
export interface FormCondition {
  readonly kind: 'condition';
  readonly id: string;
  readonly negated: boolean;
  readonly condition: Condition;
}

/** The form of a query; ids are places in the tree, so that the same query always gives the same ones. */
export function formOf(query: SegmentQuery): FormGroup {
  const root = { kind: 'group', id: 'root', match: 'and', negated: false } as const;
  if (query.kind === 'everyone') return { ...root, of: [] };
  const node = nodeOf(query, 'root');
  return node.kind === 'group' ? node : { ...root, of: [{ ...node, id: 'root.0' }] };
}

function nodeOf(query: Query, id: string): FormNode {
  switch (query.kind) {
    case 'and':
    case 'or': {
      const of = query.of.map((part, nth) => nodeOf(part, `${id}.${nth}`));
      return { kind: 'group', id, match: query.kind, negated: false, of };
    }
    case 'not': {
      if (query.of.kind !== 'not') return { ...nodeOf(query.of, id), negated: true };
      const of = [nodeOf(query.of, `${id}.not`)];
      return { kind: 'group', id, match: 'and', negated: true, of };
    }
    default:
      return { kind: 'condition', id, negated: false, condition: query };
  }
}

/** The next form with the nodes of the one before wherever they say the same, so that only what changed is drawn anew. */
export function keepingSame(before: FormGroup, next: FormGroup): FormGroup {
  const of = next.of.map((node) => sameOf(before.of, node));
  const isSame = of.length === before.of.length && of.every((node, nth) => node === before.of[nth]);
  const { id, match, negated } = next;
  const isAlike = id === before.id && match === before.match && negated === before.negated;
  return isSame && isAlike ? before : { ...next, of };
}

function sameOf(before: readonly FormNode[], node: FormNode): FormNode {
  const known = before.find(({ id }) => id === node.id);
  if (known?.kind === 'group' && node.kind === 'group') return keepingSame(known, node);
  return known && JSON.stringify(known) === JSON.stringify(node) ? known : node;
}

/** The query of a form; empty groups ask for nothing. */
export function queryOf(form: FormGroup): SegmentQuery {
  return partOf(form) ?? { kind: 'everyone' };
}

function partOf(node: FormNode): Query | null {
  const part = node.kind === 'condition' ? node.condition : junctionOf(node);
  return part && node.negated ? { kind: 'not', of: part } : part;
}

function junctionOf({ match, of }: FormGroup): Query | null {
  const parts = of.flatMap((each) => partOf(each) ?? []);
  return parts.length > 1 ? { kind: match, of: parts } : (parts[0] ?? null);
}

/** Conditions in the order in which they stand in the text. */
export function conditionsIn(node: FormNode): readonly FormCondition[] {
  return node.kind === 'condition' ? [node] : node.of.flatMap(conditionsIn);
}

/** The form with one node put in another's place, or taken out (null). */
export function replaceNode(
  form: FormGroup,
  id: string,
  change: (node: FormNode) => FormNode | null,
): FormGroup {
  if (form.id === id) {
    const changed = change(form);
    return changed?.kind === 'group' ? changed : { ...form, of: [] };
  }
  return { ...form, of: form.of.flatMap((node) => replaceWithin(node, id, change)) };
}

function replaceWithin(
  node: FormNode,
  id: string,
  change: (node: FormNode) => FormNode | null,
): readonly FormNode[] {
  if (node.id === id) {
    const changed = change(node);
    return changed ? [changed] : [];
  }
  if (node.kind === 'condition') return [node];
  return [{ ...node, of: node.of.flatMap((each) => replaceWithin(each, id, change)) }];
}

export function removeNode(form: FormGroup, id: string): FormGroup {
  return replaceNode(form, id, () => null);
}

export function addTo(form: FormGroup, groupId: string, node: FormNode): FormGroup {
  return replaceNode(form, groupId, (group) =>
    group.kind === 'group' ? { ...group, of: [...group.of, node] } : group,
  );
}

/** Turns what a condition or group asks into its opposite. */
export function negateNode(form: FormGroup, id: string): FormGroup {
  return replaceNode(form, id, (node) => ({ ...node, negated: !node.negated }));
}

/** Puts a group around the node, for others to join it there in the other way. */
export function groupNode(form: FormGroup, id: string, newId: () => string): FormGroup {
  const around = pathTo(form, id)?.at(-1);
  if (!around) return form;
  const match = around.match === 'and' ? 'or' : 'and';
  return replaceNode(form, id, (node) => ({
    kind: 'group',
    id: newId(),
    match,
    negated: false,
    of: [node],
  }));
}

/** Puts a copy behind the node; `newId` is called for each node of the copy. */
export function duplicateNode(form: FormGroup, id: string, newId: () => string): FormGroup {
  const within = (group: FormGroup): FormGroup => ({
    ...group,
    of: group.of.flatMap((node) => {
      if (node.id === id) return [node, copyOf(node, newId)];
      return [node.kind === 'group' ? within(node) : node];
    }),
  });
  return within(form);
}

function copyOf(node: FormNode, newId: () => string): FormNode {
  if (node.kind === 'condition') return { ...node, id: newId() };
  return { ...node, id: newId(), of: node.of.map((each) => copyOf(each, newId)) };
}

/**
 * Moves a node one step among its neighbours: into a group that stands there, out of its own group at the end of it.
 * At the end of the whole form it stays.
 */
export function moveNode(form: FormGroup, id: string, direction: 'up' | 'down'): FormGroup {
  const path = pathTo(form, id);
  const group = path?.at(-1);
  const node = group?.of.find((each) => each.id === id);
  if (!path || !group || !node) return form;
  const at = group.of.indexOf(node);
  const to = direction === 'up' ? at - 1 : at + 1;
  const neighbour = group.of[to];
  if (neighbour?.kind === 'group') return intoGroup(form, node, neighbour, direction);
  if (neighbour) return replaceNode(form, group.id, () => ({ ...group, of: swap(group, at, to) }));
  const parent = path.at(-2);
  return parent ? outOfGroup(form, node, group, parent, direction) : form;
}

function intoGroup(form: FormGroup, node: FormNode, into: FormGroup, direction: 'up' | 'down') {
  return replaceNode(removeNode(form, node.id), into.id, () => ({
    ...into,
    of: direction === 'down' ? [node, ...into.of] : [...into.of, node],
  }));
}

function outOfGroup(
  form: FormGroup,
  node: FormNode,
  { id }: FormGroup,
  parent: FormGroup,
  direction: 'up' | 'down',
): FormGroup {
  return replaceNode(form, parent.id, () => ({
    ...parent,
    of: parent.of.flatMap((each) => {
      if (each.id !== id || each.kind !== 'group') return [each];
      const rest = { ...each, of: each.of.filter((inner) => inner.id !== node.id) };
      return direction === 'up' ? [node, rest] : [rest, node];
    }),
  }));
}

function swap({ of }: FormGroup, one: number, other: number): readonly FormNode[] {
  return of.map((node, nth) => (nth === one ? of[other] : nth === other ? of[one] : node) ?? node);
}

/** The groups around a node, the form first; null when it is not in the form. */
function pathTo(group: FormGroup, id: string): readonly FormGroup[] | null {
  for (const node of group.of) {
    if (node.id === id) return [group];
    const within = node.kind === 'group' ? pathTo(node, id) : null;
    if (within) return [group, ...within];
  }
  return null;
}
