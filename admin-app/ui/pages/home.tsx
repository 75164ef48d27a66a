import type { HomeView } from '../../contract/home.ts';
import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { AtWork } from '../components/home/at-work.tsx';
import { DueNext, WorthMost } from '../components/home/customers-glance.tsx';
import { Guide } from '../components/home/guide.tsx';
import { NotSentCard } from '../components/home/not-sent-card.tsx';
import { OverdueCard } from '../components/home/overdue-card.tsx';
import { SyncCard } from '../components/home/sync-card.tsx';
import { ThisMonth } from '../components/home/this-month.tsx';
import { ToWriteTo } from '../components/home/to-write-to.tsx';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { fromNow, longDateOf } from '../language/format.ts';
import { t } from '../language/t.ts';
import { type HomeModel, homeModel, isUnderWay } from '../models/home.ts';
import { now } from '../models/shop.ts';
import { to } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';

/** What needs the store's people today. */
export function HomePage() {
  const model = useModel(({ api, host }) => homeModel(api, host), 'home');
  const view = model.home.value.value;
  return (
    <Page
      title={t('home.title')}
      heading={view ? t('home.greeting', { shop: view.shop.name }) : undefined}
      lead={view ? longDateOf(view.shop.now) : t('home.lead')}
    >
      <Await of={model.home} bones={<HomeBones />}>
        {(home) => <HomeContent home={home} model={model} />}
      </Await>
    </Page>
  );
}

function HomeContent({ home, model }: { readonly home: HomeView; readonly model: HomeModel }) {
  const { host } = useServices();
  const sync = model.sync.value ?? home.sync;
  const syncCard = (
    <SyncCard
      sync={sync}
      starting={model.starting.value}
      onStart={async () => {
        const problem = await model.startSync();
        if (problem) host.toast(problem, 'problem');
      }}
    />
  );
  const goesFirst =
    (sync.isFirst && isUnderWay(sync)) || sync.state === 'failed' || sync.state === 'never';
  return (
    <div class="home">
      <div class="stack">
        {goesFirst && syncCard}
        <OverdueCard home={home} syncing={isUnderWay(sync)} />
        <ThisMonth month={home.month} results={model.results} count={home.activeScenarios} />
        {home.staffAlerts > 0 && <ToWriteTo />}
        <AtWork of={model.scenarios} count={home.activeScenarios} />
        {home.counts?.overdue !== 0 && <WorthMost page={model.worthMost.value.value} />}
        {home.counts?.customers !== 0 && <DueNext page={model.dueNext.value.value} />}
        {home.historyLimited && (
          <Notice tone="due" title={t('home.limitedTitle')}>
            <p>{t('home.limitedText')}</p>
          </Notice>
        )}
      </div>
      <div class="stack">
        {model.guide.value.some((each) => !each.done) && (
          <Guide steps={model.guide.value} shopDomain={host.shopDomain} apiKey={host.apiKey} />
        )}
        <NotSentCard view={model.notSent.value.value} />
        {!goesFirst && syncCard}
        {home.model && <Learned model={home.model} />}
      </div>
    </div>
  );
}

/** How old what we predict from is, and where its accuracy is shown. */
function Learned({ model }: { readonly model: NonNullable<HomeView['model']> }) {
  return (
    <Card title={t('home.model')} aside={<a href={to('/predictions')}>{t('home.modelSee')}</a>}>
      <p class="soft">
        {model.enough
          ? t('home.modelFitted', { when: fromNow(model.fittedAt, now()) })
          : t('home.modelYoung')}
      </p>
    </Card>
  );
}

function HomeBones() {
  return (
    <div class="home">
      <Card>
        <Bone width={22} />
        <Bone width={34} height={44} />
        <Bone height={12} />
        <Bones lines={3} />
      </Card>
      <Card>
        <Bone width={50} height={22} />
        <Bones lines={7} />
      </Card>
    </div>
  );
}
