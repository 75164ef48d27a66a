import type { ComponentChildren } from 'preact';
import type { Resource } from '../models/resource.ts';
import { Failed } from './notice.tsx';
import { Loading } from './skeleton.tsx';

interface Props<Value extends object> {
  readonly of: Pick<Resource<Value>, 'value' | 'failure' | 'load'>;
  /** The bones of what will be here, in its final shape. */
  readonly bones: ComponentChildren;
  readonly children: (value: Value) => ComponentChildren;
}

/** Shows the value; until it is here its bones; if it cannot be had, why. */
export function Await<Value extends object>({ of, bones, children }: Props<Value>) {
  const value = of.value.value;
  const failure = of.failure.value;
  if (value === null && failure) return <Failed failure={failure} retry={() => void of.load()} />;
  if (value === null) return <Loading>{bones}</Loading>;
  return (
    <>
      {failure && <Failed failure={failure} retry={() => void of.load()} />}
      {children(value)}
    </>
  );
}
