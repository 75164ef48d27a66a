import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { OverviewDimension, ResultsGroup, ResultsView } from '../../../contract/results.ts';
import { t } from '../../language/t.ts';
import type { GroupsModel } from '../../models/results.ts';
import { setQuery } from '../../navigation.ts';
import { Await } from '../await.tsx';
import { Card } from '../card.tsx';
import { Bones } from '../skeleton.tsx';
import { Tabs } from '../tabs.tsx';
import { GroupTable } from './group-table.tsx';
import './results.css';

const OF_SCENARIO = ['variant', 'subject', 'segment', 'language', 'channel'] as const;
export type GroupedBy = (typeof OF_SCENARIO)[number];
const OF_ALL = ['trade', 'segment', 'language', 'channel', 'step', 'subject', 'variant'] as const;

export function parseGroupedBy(text: string | undefined): GroupedBy {
  return OF_SCENARIO.find((each) => each === text) ?? 'language';
}

export function parseAllGroupedBy(text: string | undefined): OverviewDimension {
  return OF_ALL.find((each) => each === text) ?? 'trade';
}

interface Props {
  readonly results: ResultsView;
  readonly by: GroupedBy;
}

/** One scenario's figures group by group: ways of splits, subjects, segments at entry, languages, channels. */
export function GroupsCard({ results, by }: Props) {
  return (
    <Groups by={by} of={OF_SCENARIO}>
      <Rows scenarioId={results.scenarioId} by={by} rows={results.groups[by]} />
    </Groups>
  );
}

interface AllProps {
  readonly by: OverviewDimension;
  readonly of: GroupsModel['groups'];
}

/** The same of all scenarios, fetched tab by tab. */
export function AllGroupsCard({ by, of }: AllProps) {
  return (
    <Groups by={by} of={OF_ALL}>
      <Await of={of} bones={<Bones lines={4} />}>
        {({ groups }) => <Rows scenarioId={null} by={by} rows={groups} />}
      </Await>
    </Groups>
  );
}

interface GroupsProps {
  readonly by: OverviewDimension;
  readonly of: readonly OverviewDimension[];
  readonly children: ComponentChildren;
}

function Groups({ by, of, children }: GroupsProps) {
  const panelId = useId();
  return (
    <Card flush class="whole" title={t('results.groups')}>
      <div class="groups-head">
        <Tabs
          label={t('results.groups')}
          tabs={of.map((id) => ({ id, label: t(`results.by.${id}`) }))}
          chosen={by}
          panelId={panelId}
          onChoose={(chosen) => setQuery({ group: chosen })}
        />
        <p class="soft small">{t(`results.groupsText.${by}`)}</p>
      </div>
      <div id={panelId} role="tabpanel" aria-label={t(`results.by.${by}`)} class="table-scroll">
        {children}
      </div>
    </Card>
  );
}

interface RowsProps {
  readonly scenarioId: number | null;
  readonly by: OverviewDimension;
  readonly rows: readonly ResultsGroup[];
}

function Rows(props: RowsProps) {
  if (props.rows.length === 0)
    return <p class="soft groups-none">{t(`results.noGroups.${props.by}`)}</p>;
  return <GroupTable {...props} />;
}
