import { Badge } from '../components/badge.tsx';
import { Card } from '../components/card.tsx';
import { More } from '../components/more.tsx';
import { Empty, Failed } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import '../components/problem-list.css';
import { Bones, Loading } from '../components/skeleton.tsx';
import { dateTimeOf } from '../language/format.ts';
import { unreadableInWords } from '../language/sync-problems/in-words.ts';
import { t, textFor } from '../language/t.ts';
import { type SyncProblem, syncProblemsModel } from '../models/sync-problems.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** What could not be taken in, line by line, with the reason; the rest was kept, and these are tried again. */
export function SyncProblemsPage() {
  const list = useModel(({ api }) => syncProblemsModel(api), 'sync problems');
  const problems = list.items.value;
  const failure = list.failure.value;
  return (
    <Page
      title={t('problems.title')}
      lead={t('problems.lead')}
      back={{ href: to('/'), label: t('home.title') }}
    >
      {failure && problems === null && (
        <Failed failure={failure} retry={() => void list.restart()} />
      )}
      <Card flush>
        {problems === null && !failure && (
          <div style={{ padding: 'var(--inset)' }}>
            <Loading>
              <Bones lines={6} />
            </Loading>
          </div>
        )}
        {problems?.length === 0 && (
          <Empty icon="check" title={t('problems.none')}>
            {t('problems.noneText')}
          </Empty>
        )}
        <ol class="problems">
          {problems?.map((problem) => (
            <Problem key={problem.problemId} problem={problem} />
          ))}
        </ol>
        {problems !== null && <More list={list} />}
      </Card>
    </Page>
  );
}

function Problem({ problem }: { readonly problem: SyncProblem }) {
  const { resource, lineNumber, reason, line, foundAt, attempts } = problem;
  return (
    <li>
      <span class="row">
        <Badge>{textFor('sync.step', resource) ?? resource}</Badge>
        <strong>{unreadableInWords(reason)}</strong>
      </span>
      {line && <Line text={line} />}
      <span class="small faint">
        {lineNumber !== null && `${t('problems.line', { line: lineNumber })} · `}
        {dateTimeOf(foundAt)} · {t('problems.attempts', { n: attempts })}
      </span>
    </li>
  );
}

/** Lines can be thousands of characters long; the beginning says which one it is. */
function Line({ text }: { readonly text: string }) {
  if (text.length <= 200) return <pre>{text}</pre>;
  return (
    <details>
      <summary>
        <code>{text.slice(0, 120)}…</code>
      </summary>
      <pre>{text}</pre>
    </details>
  );
}
