import { useLocation } from 'preact-iso';
import type { LiftView, ResultsOverview, ScenarioRow } from '../../../contract/results.ts';
import { exactMoney, money, number } from '../../language/format.ts';
import { t, textFor } from '../../language/t.ts';
import { type PeriodChoice, parsePeriodChoice } from '../../models/results.ts';
import { setQuery, to } from '../../navigation.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { textOf } from '../field.tsx';
import '../table.css';
import { FigureLink } from './figure-link.tsx';
import { Share, tradeInWords } from './group-table.tsx';
import './results.css';

/** All scenarios and campaigns side by side, those that brought most first. */
export function ScenariosCard({ overview }: { readonly overview: ResultsOverview }) {
  const { query } = useLocation();
  const period = parsePeriodChoice(query);
  const templates = [...new Set(overview.scenarios.map(({ template }) => template))];
  const chosen = templates.find((each) => each === query.template);
  const scenarios = overview.scenarios.filter(({ template }) => !chosen || template === chosen);
  const revenue = scenarios.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0);
  return (
    <Card
      flush
      class="whole"
      title={t('results.all')}
      aside={templates.length > 1 && <TemplateChoice {...{ templates, chosen }} />}
    >
      <div class="table-scroll">
        <table class="table cards">
          <thead>
            <tr>
              <th>{t('results.scenario')}</th>
              {(['entered', 'sent', 'opened', 'clicked', 'returned'] as const).map((figure) => (
                <th key={figure} class="amount">
                  {t(`figure.${figure}`)}
                </th>
              ))}
              <th class="amount">{t('results.because')}</th>
              <th class="amount">{t('results.revenue')}</th>
            </tr>
          </thead>
          <tbody>
            {scenarios.map((row) => (
              <Row key={row.scenarioId} {...{ row, period }} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={7}>
                {t('results.attributed')}
              </th>
              <td class="amount" data-label={t('results.revenue')}>
                <strong>{money(revenue)}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p class="small together">{t('results.together')}</p>
    </Card>
  );
}

interface TemplateProps {
  readonly templates: readonly string[];
  readonly chosen: string | undefined;
}

function TemplateChoice({ templates, chosen }: TemplateProps) {
  return (
    <select
      class="control fitting"
      aria-label={t('results.template')}
      value={chosen ?? ''}
      onChange={(event) => setQuery({ template: textOf(event) })}
    >
      <option value="">{t('results.template.all')}</option>
      {templates.map((each) => (
        <option key={each} value={each}>
          {templateInWords(each)}
        </option>
      ))}
    </select>
  );
}

function templateInWords(template: string): string {
  return textFor('results.template', template) ?? template;
}

interface RowProps {
  readonly row: ScenarioRow;
  readonly period: PeriodChoice;
}

function Row({ row, period }: RowProps) {
  const { figures } = row;
  // Messages to single customers have no page of their own: their lists open here.
  const isSingle = row.kind === 'one customer';
  const of = isSingle
    ? { scenarioId: null, by: 'scenario', group: String(row.scenarioId) }
    : { scenarioId: row.scenarioId };
  return (
    <tr>
      <td class="wide">
        {isSingle ? (
          <strong>{t('results.singleCustomers')}</strong>
        ) : (
          <>
            <a href={to(`/scenarios/${row.scenarioId}/results`, { ...period })}>
              <strong>{row.name}</strong>
            </a>
            <span class="small soft block-subject">{kindInWords(row)}</span>
          </>
        )}
      </td>
      {(['entered', 'sent', 'opened', 'clicked', 'returned'] as const).map((figure) => (
        <td key={figure} class="amount" data-label={t(`figure.${figure}`)}>
          <FigureLink {...{ ...of, figure }} value={figures[figure]} />
          <Share figure={figure} row={{ ...figures, heldOut: figures['held out'] }} />
        </td>
      ))}
      <td class="amount" data-label={t('results.because')}>
        <Because lift={row.lift} anybodyHeldOut={figures['held out'] > 0} />
      </td>
      <td class="amount" data-label={t('results.revenue')}>
        <FigureLink {...of} figure="ordered" value={0}>
          {exactMoney(row.revenueMinor)}
        </FigureLink>
      </td>
    </tr>
  );
}

/** "Scenario · Win back · Fashion" */
function kindInWords({ kind, template, trade }: ScenarioRow): string {
  if (kind === 'campaign') return t('results.campaign');
  return [t('results.scenario'), templateInWords(template), tradeInWords(trade)]
    .filter((part) => part !== null)
    .join(' · ');
}

interface BecauseProps {
  readonly lift: LiftView;
  /** In the period; of the lift's own count nobody is for the first weeks. */
  readonly anybodyHeldOut: boolean;
}

function Because({ lift: { verdict, extraCustomers, heldOut }, anybodyHeldOut }: BecauseProps) {
  const n = number(Math.abs(extraCustomers?.value ?? 0));
  switch (verdict.kind) {
    case 'more come back':
      return <Badge tone="good">{t('results.becauseMore', { n })}</Badge>;
    case 'fewer come back':
      return <Badge tone="bad">{t('results.becauseFewer', { n })}</Badge>;
    case 'no difference to speak of':
      return <span class="small soft">{t('results.becauseNone')}</span>;
    case 'too early': {
      const early = anybodyHeldOut || heldOut.customers > 0;
      return (
        <span class="small soft">{t(early ? 'results.becauseEarly' : 'results.noHoldout')}</span>
      );
    }
  }
}
