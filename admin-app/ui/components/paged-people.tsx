import type { ComponentChildren } from 'preact';
import { t } from '../language/t.ts';
import type { PagedList } from '../models/paged.ts';
import { Button } from './button.tsx';
import { Failed } from './notice.tsx';
import { Bones, Loading } from './skeleton.tsx';

interface Props<Person> {
  readonly list: PagedList<Person>;
  readonly class: string;
  /** Said where there is nobody. */
  readonly nobody?: string;
  readonly children: (person: Person, nth: number) => ComponentChildren;
}

/** The people of a drawer, page by page. A page may be empty though more are to come. */
export function PagedPeople<Person>({ list, nobody, children, ...look }: Props<Person>) {
  const people = list.items.value;
  const failure = list.failure.value;
  const isEmpty = people?.length === 0;
  const isLooking = people === null || (isEmpty && list.hasMore.value);
  return (
    <>
      {failure && <Failed failure={failure} retry={() => void list.restart()} />}
      {isLooking && !failure && (
        <Loading>
          <Bones lines={8} />
        </Loading>
      )}
      {isEmpty && !isLooking && nobody && <p class="soft">{nobody}</p>}
      <ol {...look}>{people?.map(children)}</ol>
      {list.hasMore.value && (
        <Button busy={list.loading.value} onClick={() => void list.more()}>
          {t('action.more')}
        </Button>
      )}
    </>
  );
}
