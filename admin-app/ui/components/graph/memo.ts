import type { ComponentChild, FunctionComponent } from 'preact';
import { useMemo } from 'preact/hooks';

/** A component without hooks that is drawn anew only when one of its properties is another one than before. */
export function memo<Props extends object>(
  draw: (props: Props) => ComponentChild,
): FunctionComponent<Props> {
  // Each place that uses it gives the same properties in the same order.
  return (props) => useMemo(() => draw(props), Object.values(props));
}
