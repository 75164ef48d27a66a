import type { AppendView, ImportView } from '../../../contract/append.ts';
import { dateOf, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Badge, type Tone } from '../badge.tsx';
import { Card } from '../card.tsx';
import { Empty } from '../notice.tsx';
import { Progress } from '../progress.tsx';
import '../table.css';
import { attributeQuery, stateInWords } from './words.ts';

const TONES: Readonly<Partial<Record<ImportView['state'], Tone>>> = {
  done: 'good',
  checked: 'accent',
  uploaded: 'due',
};

/** What came back, and what became of it. */
export function ImportList({ view }: { readonly view: AppendView }) {
  if (view.imports.length === 0) {
    return (
      <Card>
        <Empty icon="download" title={t('append.noImports')}>
          {t('append.noImportsText')}
        </Empty>
      </Card>
    );
  }
  return (
    <>
      <Card title={t('append.imports')} flush>
        <table class="table cards linked">
          <thead>
            <tr>
              <th>{t('append.column.file')}</th>
              <th>{t('append.column.for')}</th>
              <th>{t('append.column.state')}</th>
              <th class="amount">{t('append.column.customers')}</th>
            </tr>
          </thead>
          <tbody>
            {view.imports.map((each) => (
              <Row key={each.importId} of={each} />
            ))}
          </tbody>
        </table>
      </Card>
      {view.attributes.length > 0 && <Known attributes={view.attributes} />}
    </>
  );
}

function Row({ of }: { readonly of: ImportView }) {
  const { importId, fileName, createdAt, rows, set, segments, state, progress, customers } = of;
  return (
    <tr>
      <td class="wide">
        <a class="row-link" href={to('/customers/append', { file: importId })}>
          {fileName}
        </a>
        <div class="small soft">
          {dateOf(createdAt)} · {t('append.rows', { n: rows })}
        </div>
      </td>
      <td class="wide" data-label={t('append.column.for')}>
        {t(`append.set.${set}`)}
        <div class="small soft">{segments.map(({ name }) => name).join(', ')}</div>
      </td>
      <td data-label={t('append.column.state')}>
        <Badge tone={TONES[state] ?? 'quiet'}>{stateInWords(state)}</Badge>
        {progress !== null && (
          <Progress
            label={t('append.progress', { state: stateInWords(state), file: fileName })}
            share={progress}
          />
        )}
      </td>
      <td class="amount" data-label={t('append.column.customers')}>
        {number(customers)}
      </td>
    </tr>
  );
}

function Known({ attributes }: Pick<AppendView, 'attributes'>) {
  return (
    <Card title={t('append.known')}>
      <div class="stack tight">
        <p class="soft">{t('append.knownText')}</p>
        <ul class="append-names">
          {attributes.map(({ name }) => (
            <li key={name}>
              <a
                class="badge"
                href={to('/segments/new', { query: attributeQuery(name) })}
                aria-label={t('append.segmentOf', { name })}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
