import { useLocation } from 'preact-iso';
import '../language/retention/texts.ts';
import type { RetentionView } from '../../contract/retention.ts';
import { Await } from '../components/await.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { CustomersTabs } from '../components/customers/customers-tabs.tsx';
import { Empty, Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { CohortCard } from '../components/retention/cohort-card.tsx';
import { CurveCard } from '../components/retention/curve-card.tsx';
import { GroupsCard } from '../components/retention/groups-card.tsx';
import { PeopleDrawer } from '../components/retention/people-drawer.tsx';
import { PeriodBar } from '../components/retention/period-bar.tsx';
import '../components/retention/retention.css';
import { Bone, Bones } from '../components/skeleton.tsx';
import { dateTimeOf, day } from '../language/format.ts';
import { t } from '../language/t.ts';
import {
  monthsOf,
  parsePeople,
  parseRetentionChoice,
  type RetentionModel,
  retentionModel,
} from '../models/retention.ts';
import { setQuery, to } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';

/**
 * Who comes back, and how soon. Periods, measure and groups are in the address; `?open=` shows the customers behind a
 * figure.
 */
export function RetentionPage() {
  const model = useModel(({ api }) => retentionModel(api), 'retention');
  const open = parsePeople(useLocation().query.open);
  return (
    <Page title={t('retention.title')} lead={t('retention.lead')}>
      <div class="retention-head">
        <CustomersTabs current="retention" />
        <Standing model={model} />
      </div>
      <Await of={model.retention} bones={<RetentionBones />}>
        {(view) => <Content view={view} />}
      </Await>
      {open && <PeopleDrawer choice={open} onClose={() => setQuery({ open: undefined })} />}
    </Page>
  );
}

/** As of when, and the way to newer figures. */
function Standing({ model }: { readonly model: RetentionModel }) {
  const { host } = useServices();
  const view = model.retention.value.value;
  const refresh = async () => {
    const problem = await model.refresh();
    if (problem !== null) host.toast(problem, 'problem');
  };
  if (!view || view.computedAt === null || view.asOfDay === null) return null;
  return (
    <div class="retention-standing small soft">
      <span role="status" title={dateTimeOf(view.computedAt)}>
        {view.computing
          ? t('retention.refreshing')
          : t('retention.asOf', { day: day(view.asOfDay) })}
      </span>
      <Button compact icon="sync" busy={view.computing} onClick={() => void refresh()}>
        {t('retention.refresh')}
      </Button>
    </div>
  );
}

function Content({ view }: { readonly view: RetentionView }) {
  const { query } = useLocation();
  const failed = view.error !== null && !view.computing && (
    <Notice tone="bad" title={t('retention.failed')}>
      <span>{view.error}</span>
      {view.computedAt !== null && <span>{t('retention.failedBefore')}</span>}
    </Notice>
  );
  if (view.customers === 0) return failed || <NothingYet view={view} />;
  const months = monthsOf(view);
  const choice = parseRetentionChoice(query, months, view.dimensions);
  const { computedAt } = view;
  return (
    <div class="retention">
      {failed}
      <PeriodBar choice={choice} months={months} />
      <CohortCard view={view} choice={choice} />
      <CurveCard choice={choice} computedAt={computedAt} />
      <GroupsCard choice={choice} dimensions={view.dimensions} computedAt={computedAt} />
    </div>
  );
}

function NothingYet({ view }: { readonly view: RetentionView }) {
  if (view.computedAt === null) {
    return (
      <Card>
        <Empty icon="clock" title={t('retention.firstTime')}>
          {t('retention.firstTimeText')}
        </Empty>
      </Card>
    );
  }
  return (
    <Card>
      <Empty
        icon="chart"
        title={t('retention.none')}
        action={<ButtonLink href={to('/')}>{t('retention.noneSync')}</ButtonLink>}
      >
        {t('retention.noneText')}
      </Empty>
    </Card>
  );
}

function RetentionBones() {
  return (
    <div class="retention">
      <Bone width={40} height={38} />
      <Card>
        <Bones lines={1} />
        <Bone height={420} />
      </Card>
      <Card>
        <Bone height={360} />
      </Card>
    </div>
  );
}
