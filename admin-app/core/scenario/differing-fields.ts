/** Paths of what differs between two pieces of plain data; a list whose length differs counts as a whole. */
export function differingFields(before: unknown, after: unknown, path = ''): readonly string[] {
  if (Object.is(before, after)) return [];
  if (!isBranching(before) || !isBranching(after) || !isAlike(before, after)) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    differingFields(before[key], after[key], path === '' ? key : `${path}.${key}`),
  );
}

type Branching = Readonly<Record<string, unknown>>;

function isBranching(value: unknown): value is Branching {
  return typeof value === 'object' && value !== null;
}

/** Both lists of one length, or neither a list. */
function isAlike(before: Branching, after: Branching): boolean {
  if (Array.isArray(before) !== Array.isArray(after)) return false;
  return !Array.isArray(before) || before.length === Object.keys(after).length;
}
