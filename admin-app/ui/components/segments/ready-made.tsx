import type { ReadyMadeView } from '../../../contract/segments.ts';
import { language, t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import { CountedAt, figure } from '../counted-at.tsx';
import { QueryLine } from './query-line.tsx';
import './segments.css';

type ReadyMadeWithCount = ReadyMadeView['segments'][number];

/** The ready-made segments by what they are for; each leads into the editor with its query. */
export function ReadyMade({ view }: { readonly view: ReadyMadeView }) {
  const { segments, countedAt } = view;
  const groups = [...new Set(segments.map(({ group }) => group))];
  return (
    <>
      <div class="ready-made">
        {groups.map((group) => (
          <Card key={group} flush>
            <h3 class="ready-made-group">{t(`readyGroup.${group}`)}</h3>
            <ul>
              {segments
                .filter((segment) => segment.group === group)
                .map((segment) => (
                  <Entry key={segment.key} segment={segment} />
                ))}
            </ul>
          </Card>
        ))}
      </div>
      <CountedAt at={countedAt} />
    </>
  );
}

function Entry({ segment }: { readonly segment: ReadyMadeWithCount }) {
  const name = segment.name[language()];
  const { count } = segment;
  return (
    <li>
      <a
        class="row-link"
        href={to('/segments/new', { from: segment.key })}
        aria-label={count === null ? name : t('segments.useReadyMade', { name, n: count })}
      >
        {name}
      </a>
      <span class="number ready-made-count">{figure(count)}</span>
      <QueryLine query={segment.query} />
    </li>
  );
}
