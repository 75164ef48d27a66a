import { t } from '../language/t.ts';
import type { PagedList } from '../models/paged.ts';
import { Button } from './button.tsx';
import { Failed } from './notice.tsx';
import './table.css';

interface Props {
  readonly list: Pick<PagedList<unknown>, 'failure' | 'hasMore' | 'loading' | 'more'>;
  /** What is further down is longer ago. */
  readonly older?: boolean;
}

/** The foot of a list that is read page by page: why a page could not be had, and the button for the next. */
export function More({ list, older }: Props) {
  const failure = list.failure.value;
  return (
    <>
      {failure && <Failed failure={failure} />}
      {list.hasMore.value && (
        <div class="table-more">
          <Button busy={list.loading.value} onClick={() => void list.more()}>
            {t(older ? 'action.older' : 'action.more')}
          </Button>
        </div>
      )}
    </>
  );
}
