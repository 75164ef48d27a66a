import type { ComponentChildren } from 'preact';
import type { ImportDetails, MatchReport } from '../../../contract/append.ts';
import { attributeName } from '../../../core/append/mapping.ts';
import { CLASS_NAME } from '../../../core/append/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { ImportModel } from '../../models/append.ts';
import { to } from '../../navigation.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { attributeQuery } from './words.ts';
import '../table.css';

interface Props {
  readonly details: ImportDetails;
  readonly report: MatchReport;
  readonly model: ImportModel;
}

const FIGURES = ['matched', 'unmatched', 'outside', 'twice', 'broken'] as const;

/**
 * What the check found, line by line where something is wrong; from here the file is imported, and afterwards opens as
 * segments.
 */
export function ReportCard({ details, report, model }: Props) {
  const nameOf = (column: number) => details.header[column] || String(column + 1);
  const attributeOf = (column: number) => {
    const attribute = details.mapping.attributes.find((each) => each.column === column);
    return attribute && attributeName(attribute.name);
  };
  const imported = details.state === 'done';
  return (
    <Card title={t('append.report')}>
      <div class="stack">
        <dl class="append-figures">
          {FIGURES.map((each) => (
            <div key={each}>
              <dt>{t(`append.report.${each}`)}</dt>
              <dd>{number(report[each])}</dd>
            </div>
          ))}
        </dl>
        <ul class="stack tight">
          {report.columns.map(({ column, valid, invalid }) => (
            <li key={column}>
              <Opening name={imported ? attributeOf(column) : undefined}>
                {t('append.report.column', {
                  column: nameOf(column),
                  valid: number(valid),
                  invalid: number(invalid),
                })}
              </Opening>
            </li>
          ))}
          {report.classes.map(({ means, customers }) => (
            <li key={means}>
              <Opening name={imported ? CLASS_NAME : undefined} text={means}>
                {t(`append.class.${means}`)}: {t('append.members', { n: customers })}
              </Opening>
            </li>
          ))}
        </ul>
        {details.state === 'checked' && !model.isEdited.value && report.matched > 0 && (
          <div>
            <Button kind="primary" onClick={() => void model.start()}>
              {t('append.start', { n: report.matched })}
            </Button>
          </div>
        )}
        {report.faults.length > 0 && <Faults report={report} nameOf={nameOf} />}
      </div>
    </Card>
  );
}

interface OpeningProps {
  /** The attribute; nothing opens without. */
  readonly name: string | undefined;
  readonly text?: string;
  readonly children: ComponentChildren;
}

/** Opens those who have the attribute as a new segment. */
function Opening({ name, text, children }: OpeningProps) {
  if (name === undefined) return <>{children}</>;
  return <a href={to('/segments/new', { query: attributeQuery(name, text) })}>{children}</a>;
}

function Faults({
  report,
  nameOf,
}: {
  readonly report: MatchReport;
  readonly nameOf: (column: number) => string;
}) {
  return (
    <details>
      <summary>{t('append.faults')}</summary>
      <div class="append-scroll">
        <table class="table cards">
          <thead>
            <tr>
              <th class="amount">{t('append.line')}</th>
              <th>{t('append.risk.why')}</th>
              <th>{t('append.column.name')}</th>
              <th>{t('append.column.examples')}</th>
            </tr>
          </thead>
          <tbody>
            {report.faults.map(({ line, why, column, value }) => (
              <tr key={`${line} ${column}`}>
                <td class="amount" data-label={t('append.line')}>
                  {line}
                </td>
                <td class="wide" data-label={t('append.risk.why')}>
                  {t(`append.fault.${why}`)}
                </td>
                <td data-label={t('append.column.name')}>
                  {column === null ? '—' : nameOf(column)}
                </td>
                <td class="wide" data-label={t('append.column.examples')}>
                  <div class="append-example">{value}</div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
