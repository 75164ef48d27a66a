/**
 * Priority classes, most urgent first. Ad hoc (launch, sale, opening) and once-a-year messages come first, a return
 * after absence goes before the lifecycle, frequent triggers come last.
 */
export const PRIORITY_CLASSES = [
  'ad hoc',
  'yearly',
  'login return',
  'lifecycle',
  'frequent',
] as const;
export type PriorityClass = (typeof PRIORITY_CLASSES)[number];
