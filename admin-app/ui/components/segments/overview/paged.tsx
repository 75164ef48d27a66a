import type { ComponentChildren } from 'preact';
import type { PagedList } from '../../../models/paged.ts';
import type { IconName } from '../../icon.tsx';
import { More } from '../../more.tsx';
import { Empty, Failed } from '../../notice.tsx';
import { Bones, Loading } from '../../skeleton.tsx';

interface Props<Item> {
  readonly list: PagedList<Item>;
  readonly empty: { readonly icon: IconName; readonly title: string; readonly text: string };
  readonly children: (items: readonly Item[]) => ComponentChildren;
}

/** A list as far as it is loaded, and the button for more. */
export function Paged<Item>({ list, empty, children }: Props<Item>) {
  const items = list.items.value;
  const failure = list.failure.value;
  if (items === null && failure)
    return <Failed failure={failure} retry={() => void list.restart()} />;
  if (items === null) {
    return (
      <Loading>
        <div style={{ padding: 'var(--inset)' }}>
          <Bones lines={8} />
        </div>
      </Loading>
    );
  }
  if (items.length === 0) {
    return (
      <Empty icon={empty.icon} title={empty.title}>
        {empty.text}
      </Empty>
    );
  }
  return (
    <>
      {children(items)}
      <More list={list} />
    </>
  );
}
