import type { ShopDataView } from '../../../contract/data.ts';
import { dateTimeOf, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { DataModel } from '../../models/data.ts';
import { useServices } from '../../services.ts';
import { Card } from '../card.tsx';
import '../table.css';
import { LooksField } from './looks-field.tsx';
import { PeriodField } from './period-field.tsx';

interface Props {
  readonly model: DataModel;
  readonly view: ShopDataView;
}

const CHOICES = [3, 6, 12, 24, 36, 60] as const;

/** What is kept and for how long; the part that the owner can shorten is chosen here. */
export function KeptCard({ model, view }: Props) {
  const { host } = useServices();
  const { months, looksYears, trimmedAt, trimmedRows } = view;
  const kept = months === null ? t('data.unlimited') : t('data.months', { n: months });
  const rows = [
    [t('data.row.customers'), t('data.row.customersLong')],
    [t('data.row.activities'), t('data.row.activitiesLong')],
    [
      t('data.row.looks'),
      looksYears === null ? t('data.unlimited') : t('data.years', { n: looksYears }),
    ],
    [t('data.row.results'), t('data.row.always')],
    [t('data.row.decisions'), kept],
    [t('data.row.log'), t('data.row.logLong')],
    [t('data.row.proof'), t('data.row.always')],
  ] as const;
  const keep = async (chosen: number | null) => {
    const problem = await model.keep(chosen);
    host.toast(problem ?? t('state.saved'), problem === null ? 'done' : 'problem');
  };
  return (
    <Card title={t('data.kept')}>
      <div class="stack">
        <dl class="data-kept">
          {rows.map(([what, long]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd class="soft">{long}</dd>
            </div>
          ))}
        </dl>
        <PeriodField
          label={t('data.keep')}
          hint={t('data.keepHint')}
          value={months}
          choices={CHOICES}
          words="data.months"
          onChoose={(chosen) => void keep(chosen)}
        />
        <LooksField model={model} view={view} />
        {trimmedAt !== null && (
          <p class="small soft">
            {t('data.trimmed', { at: dateTimeOf(trimmedAt), rows: number(trimmedRows) })}
          </p>
        )}
      </div>
    </Card>
  );
}
