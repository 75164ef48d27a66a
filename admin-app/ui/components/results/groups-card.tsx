import { useId } from 'preact/hooks';
import type { ResultsGroup, ResultsView } from '../../../contract/results.ts';
import { money } from '../../language/format.ts';
import { t, textFor } from '../../language/t.ts';
import { setQuery } from '../../navigation.ts';
import { Card } from '../card.tsx';
import '../table.css';
import { Tabs } from '../tabs.tsx';
import { FigureLink } from './figure-link.tsx';
import './results.css';
import { languageInWords, shareOf } from './words.ts';

const BY = ['variant', 'segment', 'language', 'channel'] as const;
export type GroupedBy = (typeof BY)[number];

export function parseGroupedBy(text: string | undefined): GroupedBy {
  return BY.find((each) => each === text) ?? 'segment';
}

interface Props {
  readonly results: ResultsView;
  readonly by: GroupedBy;
}

/** The same figures group by group: ways of splits, segments at entry, languages, channels. */
export function GroupsCard({ results, by }: Props) {
  const panelId = useId();
  const rows = results.groups[by];
  return (
    <Card flush class="whole" title={t('results.groups')}>
      <div class="groups-head">
        <Tabs
          label={t('results.groups')}
          tabs={BY.map((id) => ({ id, label: t(`results.by.${id}`) }))}
          chosen={by}
          panelId={panelId}
          onChoose={(chosen) => setQuery({ group: chosen })}
        />
        <p class="soft small">{t(`results.groupsText.${by}`)}</p>
      </div>
      <div id={panelId} role="tabpanel" aria-label={t(`results.by.${by}`)} class="table-scroll">
        {rows.length === 0 ? (
          <p class="soft groups-none">{t(`results.noGroups.${by}`)}</p>
        ) : (
          <Table scenarioId={results.scenarioId} {...{ by, rows }} />
        )}
      </div>
    </Card>
  );
}

interface TableProps {
  readonly scenarioId: number;
  readonly by: GroupedBy;
  readonly rows: readonly ResultsGroup[];
}

function Table({ scenarioId, by, rows }: TableProps) {
  const figures = (
    by === 'channel'
      ? ['sent', 'opened', 'clicked']
      : ['entered', 'sent', 'opened', 'clicked', 'returned']
  ) as readonly ('entered' | 'sent' | 'opened' | 'clicked' | 'returned')[];
  return (
    <table class="table cards">
      <thead>
        <tr>
          <th>{t(`results.by.${by}`)}</th>
          {figures.map((figure) => (
            <th key={figure} class="amount">
              {t(`figure.${figure}`)}
            </th>
          ))}
          <th class="amount">{t('results.revenue')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.value}>
            <td class="wide">{nameOf(by, row)}</td>
            {figures.map((figure) => (
              <td key={figure} class="amount" data-label={t(`figure.${figure}`)}>
                <FigureLink
                  {...{ scenarioId, figure, by }}
                  group={row.value}
                  value={row[figure] ?? 0}
                />
                <Share figure={figure} row={row} />
              </td>
            ))}
            <td class="amount" data-label={t('results.revenue')}>
              <FigureLink {...{ scenarioId, by }} figure="ordered" group={row.value} value={0}>
                {money(row.revenueMinor)}
              </FigureLink>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Share({ figure, row }: { readonly figure: string; readonly row: ResultsGroup }) {
  const share =
    figure === 'returned'
      ? shareOf(row.returned ?? 0, row.entered)
      : figure === 'opened' || figure === 'clicked'
        ? shareOf(row[figure], row.sent)
        : null;
  return share === null ? null : <span class="small soft"> · {share}</span>;
}

function nameOf(by: GroupedBy, { value, label }: ResultsGroup): string {
  switch (by) {
    case 'language':
      return languageInWords(value);
    case 'channel':
      return textFor('results.channel', value) ?? value;
    case 'segment':
      return label ?? t('results.goneSegment');
    case 'variant':
      return label ?? value;
  }
}
