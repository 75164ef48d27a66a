import type { Dimension, RetentionGroup, RetentionGroups } from '../../../contract/retention.ts';
import { t } from '../../language/t.ts';
import {
  type Compared,
  groupsModel,
  type Period,
  type RetentionChoice,
} from '../../models/retention.ts';
import { setQuery } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Await } from '../await.tsx';
import { Card } from '../card.tsx';
import { Bone } from '../skeleton.tsx';
import { type ShareRow, ShareTable } from './share-table.tsx';
import './retention.css';
import { groupInWords, periodInWords } from './words.ts';

interface Props {
  readonly choice: RetentionChoice;
  readonly dimensions: readonly Dimension[];
  readonly computedAt: number | null;
}

/** Who comes back, by what their first order was. */
export function GroupsCard({ choice, dimensions, computedAt }: Props) {
  const { period, other, by } = choice;
  const key = JSON.stringify([period, other, by, computedAt]);
  const model = useModel(({ api }) => groupsModel(api, choice), key);
  return (
    <Card
      class="whole"
      title={t('retention.groups')}
      aside={<DimensionChoice by={by} dimensions={dimensions} />}
    >
      <div class="stack">
        <p class="soft">
          {t('retention.groupsText')} {t(`retention.note.${by}`)}
        </p>
        <Await of={model.figures} bones={<Bone height={280} />}>
          {(figures) => <Content figures={figures} choice={choice} />}
        </Await>
      </div>
    </Card>
  );
}

function DimensionChoice({
  by,
  dimensions,
}: Pick<Props, 'dimensions'> & { readonly by: Dimension }) {
  return (
    <fieldset class="tabs" aria-label={t('retention.by')}>
      {dimensions.map((each) => (
        <button
          key={each}
          type="button"
          aria-current={each === by ? 'true' : undefined}
          onClick={() => setQuery({ by: each === dimensions[0] ? undefined : each })}
        >
          {t(`retention.by.${each}`)}
        </button>
      ))}
    </fieldset>
  );
}

interface ContentProps {
  readonly figures: Compared<RetentionGroups>;
  readonly choice: RetentionChoice;
}

const MOST_GROUPS = 12;

function Content({ figures: { of, other: against }, choice }: ContentProps) {
  const { period, other } = choice;
  const rows = of.groups.flatMap((group) => {
    const own = rowOf(of.by, group, period, other ? 'of' : null);
    const same = against?.groups.find(({ value }) => value === group.value);
    if (!other || !same) return [own];
    return [own, { ...rowOf(of.by, same, other, 'other'), first: false }];
  });
  if (rows.length === 0) return <p>{t('retention.noPeriod')}</p>;
  return (
    <>
      <ShareTable about={t('retention.groups')} heading={t(`retention.by.${of.by}`)} rows={rows} />
      {of.groups.length === MOST_GROUPS && <p class="small soft">{t('retention.groupsMost')}</p>}
    </>
  );
}

/** `side` is which of two compared periods a row is of; the second one stands below without repeating the name. */
function rowOf(
  by: Dimension,
  group: RetentionGroup,
  period: Period,
  side: 'of' | 'other' | null,
): ShareRow {
  const name = groupInWords(by, group);
  const label = side === null ? name : `${name}, ${periodInWords(period)}`;
  const shown = side === 'other' ? periodInWords(period) : name;
  return {
    key: `${group.value} ${side}`,
    name: label,
    heading: (
      <>
        {side && <i class={`period-mark ${side}`} aria-hidden="true" />}
        {shown}
      </>
    ),
    size: t('retention.count.1', { n: group.customers }),
    shares: group.shares,
    choice: { ...period, fromOrder: 1, by, value: group.value, label: group.label ?? undefined },
  };
}
