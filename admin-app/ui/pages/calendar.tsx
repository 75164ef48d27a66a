import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { CalendarView } from '../../contract/calendar.ts';
import { Await } from '../components/await.tsx';
import { CalendarDays } from '../components/calendar/calendar-days.tsx';
import { CalendarMonth, OpenDay } from '../components/calendar/calendar-month.tsx';
import { CustomersDrawer } from '../components/calendar/customers-drawer.tsx';
import { PlanCard } from '../components/calendar/plan-card.tsx';
import { CampaignsTabs } from '../components/campaigns/campaigns-tabs.tsx';
import { Empty, Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { Bones } from '../components/skeleton.tsx';
import { LinkTabs } from '../components/tabs.tsx';
import '../language/calendar/texts.ts';
import '../language/campaigns/texts.ts';
import '../language/priorities/texts.ts';
import { fromNow, number } from '../language/format.ts';
import { t } from '../language/t.ts';
import { type CalendarChoice, calendarModel } from '../models/calendar.ts';
import { now } from '../models/shop.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';
import '../components/calendar/calendar.css';

/** The coming days for everybody (`?view=month`, `?day=2026-11-24`), and the coming week of one customer (`?customer=7`). */
export function CalendarPage() {
  const { view } = useModel(({ api }) => calendarModel(api), 'calendar');
  const [choice, setChoice] = useState<CalendarChoice | null>(null);
  const { customer: asked, view: way, day } = useLocation().query;
  const customer = Number(asked);
  return (
    <Page title={t('calendar.title')} lead={t('calendar.lead')} width="wide">
      <CampaignsTabs current="calendar" />
      <div class="calendar-page">
        <Await of={view} bones={<Bones lines={10} />}>
          {(calendar) => (
            <>
              <Calendar calendar={calendar} isMonth={way === 'month'} onChoose={setChoice} />
              {day && <OpenDay {...{ day, calendar }} onChoose={setChoice} />}
            </>
          )}
        </Await>
        <PlanCard customerId={customer > 0 ? customer : null} />
      </div>
      {choice && <CustomersDrawer choice={choice} onClose={() => setChoice(null)} />}
    </Page>
  );
}

interface Props {
  readonly calendar: CalendarView;
  readonly isMonth: boolean;
  readonly onChoose: (choice: CalendarChoice) => void;
}

function Calendar({ calendar, isMonth, onChoose }: Props) {
  const { computedAt, error, days, onSite, customers, lookedAt } = calendar;
  if (computedAt === null && error === null) return <Notice>{t('calendar.first')}</Notice>;
  const isEmpty = onSite.length === 0 && days.every(({ messages }) => messages.length === 0);
  return (
    <>
      {error !== null && (
        <Notice tone="bad" title={t('calendar.failed')}>
          <span>{error}</span>
        </Notice>
      )}
      <div class="calendar-head">
        <LinkTabs
          label={t('calendar.views')}
          tabs={[
            { href: to('/calendar'), label: t('calendar.view.days'), current: !isMonth },
            {
              href: to('/calendar', { view: 'month' }),
              label: t('calendar.view.month'),
              current: isMonth,
            },
          ]}
        />
        {computedAt !== null && (
          <p class="small soft">{t('calendar.age', { when: fromNow(computedAt, now()) })}</p>
        )}
      </div>
      {isEmpty ? (
        <Empty icon="clock" title={t('calendar.noneAtAll')}>
          {t('calendar.noneAtAllText')}
        </Empty>
      ) : isMonth ? (
        <CalendarMonth calendar={calendar} />
      ) : (
        <CalendarDays calendar={calendar} onChoose={onChoose} />
      )}
      {computedAt !== null && lookedAt < customers && (
        <p class="small soft">
          {t('calendar.drawn', { lookedAt: number(lookedAt), customers: number(customers) })}
        </p>
      )}
    </>
  );
}
