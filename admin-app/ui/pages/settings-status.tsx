import type { PartStatus, StatusView } from '../../contract/status.ts';
import { Await } from '../components/await.tsx';
import { Badge, type Tone } from '../components/badge.tsx';
import { Card } from '../components/card.tsx';
import { figure } from '../components/counted-at.tsx';
import { Page } from '../components/page.tsx';
import '../components/settings/status.css';
import { Bones } from '../components/skeleton.tsx';
import { fromNow, number } from '../language/format.ts';
import { syncStopInWords } from '../language/history.ts';
import '../language/settings/texts.ts';
import { t } from '../language/t.ts';
import { resource } from '../models/resource.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';

const TONES: Readonly<Record<PartStatus['verdict'], Tone>> = {
  good: 'good',
  working: 'accent',
  late: 'due',
  bad: 'bad',
  off: 'quiet',
};
/** The server counts no further. */
const MOST_COUNTED = 1_000;

/** How the app does for this shop. */
export function StatusPage() {
  const status = useModel(({ api }) => {
    const view = resource(
      'status',
      (abort) => api.get<StatusView>('/api/status', {}, abort),
      ({ customers }) => customers === null,
    );
    void view.load();
    return view;
  }, 'status');
  return (
    <Page
      width="narrow"
      title={t('health.title')}
      lead={t('health.lead')}
      back={{ href: to('/settings'), label: t('settings.title') }}
    >
      <Await
        of={status}
        bones={
          <Card>
            <Bones lines={10} />
          </Card>
        }
      >
        {(view) => <Content view={view} />}
      </Await>
    </Page>
  );
}

function Content({ view }: { readonly view: StatusView }) {
  const { parts, now } = view;
  const wrong = parts.filter(({ verdict }) => verdict === 'late' || verdict === 'bad').length;
  return (
    <div class="stack">
      <Card title={wrong === 0 ? t('health.allGood') : t('health.some', { n: wrong })}>
        <ul class="health">
          {parts.map((part) => (
            <Part key={part.part} part={part} now={now} />
          ))}
        </ul>
      </Card>
      <Card title={t('health.about')}>
        <dl class="health-about">
          {aboutOf(view).map(([what, value, note]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>
                {value}
                {note !== '' && <span class="small soft"> {note}</span>}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  );
}

type About = readonly [what: string, value: string, note: string];

function aboutOf(view: StatusView): readonly About[] {
  const { version, customers, countedAt, orders, disk, now } = view;
  const counted = countedAt === null ? '' : t('health.counted', { when: fromNow(countedAt, now) });
  return [
    [t('health.version'), version, ''],
    [t('health.customers'), figure(customers), counted],
    [t('health.orders'), number(orders), ''],
    [
      t('health.disk'),
      t('health.diskSize', { size: number(Math.ceil(disk.bytes / 1e6)) }),
      t(disk.whole ? 'health.diskWhole' : 'health.diskShare'),
    ],
  ];
}

function Part({ part, now }: { readonly part: PartStatus; readonly now: number }) {
  const { verdict, problem } = part;
  const facts = factsOf(part, now);
  return (
    <li>
      <div class="stack tight">
        <strong>{t(`health.part.${part.part}`)}</strong>
        {facts.length > 0 && <span class="small soft">{facts.join(' · ')}</span>}
        {problem !== null && <span class="small">{syncStopInWords(problem)}</span>}
        {verdict !== 'good' && verdict !== 'working' && (
          <span class="small soft">{t(`health.advice.${part.part}`)}</span>
        )}
      </div>
      <Badge tone={TONES[verdict]}>{t(`health.verdict.${verdict}`)}</Badge>
    </li>
  );
}

function factsOf({ part, lastAt, waiting, lagMs }: PartStatus, now: number): readonly string[] {
  const facts: string[] = [];
  if (lastAt !== null) facts.push(t('health.last', { when: fromNow(lastAt, now) }));
  else if (part === 'sync' || part === 'webhooks' || part === 'model')
    facts.push(t('health.never'));
  if (waiting >= MOST_COUNTED) facts.push(t('health.many'));
  else if (waiting > 0) facts.push(t('health.waiting', { n: waiting }));
  if (lagMs >= 60_000) facts.push(t('health.lag', { minutes: number(Math.floor(lagMs / 60_000)) }));
  return facts;
}
