import { useLocation } from 'preact-iso';
import type { LiftView, ResultsOverview, ScenarioRow } from '../../../contract/results.ts';
import { money, number } from '../../language/format.ts';
import { t, textFor } from '../../language/t.ts';
import { type PeriodChoice, parsePeriodChoice } from '../../models/results.ts';
import { setQuery, to } from '../../navigation.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { textOf } from '../field.tsx';
import '../table.css';
import { FigureLink } from './figure-link.tsx';
import './results.css';
import { shareOf } from './words.ts';

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
              <Row key={row.scenarioId ?? 'single'} row={row} address={addressOf(row, period)} />
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

function addressOf({ scenarioId }: ScenarioRow, period: PeriodChoice): string | null {
  return scenarioId === null ? null : to(`/scenarios/${scenarioId}/results`, { ...period });
}

function Row({ row, address }: { readonly row: ScenarioRow; readonly address: string | null }) {
  const { figures, scenarioId } = row;
  return (
    <tr>
      <td class="wide">
        {address === null ? (
          <strong>{t('results.singleCustomers')}</strong>
        ) : (
          <>
            <a href={address}>
              <strong>{row.name}</strong>
            </a>
            <span class="small soft block-subject">
              {row.kind === 'campaign'
                ? t('results.campaign')
                : `${t('results.scenario')} · ${templateInWords(row.template)}`}
            </span>
          </>
        )}
      </td>
      {(['entered', 'sent', 'opened', 'clicked', 'returned'] as const).map((figure) => (
        <td key={figure} class="amount" data-label={t(`figure.${figure}`)}>
          {scenarioId === null ? (
            number(figures[figure])
          ) : (
            <FigureLink {...{ scenarioId, figure }} value={figures[figure]} />
          )}
          <Share figure={figure} row={row} />
        </td>
      ))}
      <td class="amount" data-label={t('results.because')}>
        <Because lift={row.lift} />
      </td>
      <td class="amount" data-label={t('results.revenue')}>
        <FigureLink {...{ scenarioId }} figure="ordered" value={0}>
          {money(row.revenueMinor)}
        </FigureLink>
      </td>
    </tr>
  );
}

function Share({
  figure,
  row: { figures },
}: {
  readonly figure: string;
  readonly row: ScenarioRow;
}) {
  const share =
    figure === 'returned'
      ? shareOf(figures.returned, figures.entered - figures['held out'])
      : figure === 'opened' || figure === 'clicked'
        ? shareOf(figures[figure], figures.sent)
        : null;
  return share === null ? null : <span class="small soft"> · {share}</span>;
}

function Because({ lift: { verdict, extraCustomers, heldOut } }: { readonly lift: LiftView }) {
  const n = number(Math.abs(extraCustomers?.value ?? 0));
  switch (verdict.kind) {
    case 'more come back':
      return <Badge tone="good">{t('results.becauseMore', { n })}</Badge>;
    case 'fewer come back':
      return <Badge tone="bad">{t('results.becauseFewer', { n })}</Badge>;
    case 'no difference to speak of':
      return <span class="small soft">{t('results.becauseNone')}</span>;
    case 'too early':
      return (
        <span class="small soft">
          {heldOut.customers === 0 ? t('results.noHoldout') : t('results.becauseEarly')}
        </span>
      );
  }
}
