/** Joins the calendar: what is planned for everybody, computed in the background, and for one customer, at once. */
import type { Clock } from './clock.ts';
import * as AddressRisks from './database/address-risks.ts';
import * as Calendar from './database/calendar.ts';
import * as CalendarCustomers from './database/calendar-customers.ts';
import * as CalendarFigures from './database/calendar-figures.ts';
import { readCustomer } from './database/customer-record.ts';
import * as Inactive from './database/inactive.ts';
import * as OnSiteMessages from './database/onsite-messages.ts';
import type { InShop } from './database/tenant.ts';
import { calendarRoutes } from './http/calendar.ts';
import { createOpenPlans } from './jobs/calendar-plans.ts';
import { createAddressGate } from './jobs/check-addresses.ts';
import { CALENDAR_DAYS, createComputeCalendar } from './jobs/compute-calendar.ts';
import { createEnterCustomers } from './jobs/enter-customers.ts';
import type { joinScenarioSide } from './scenario-side.ts';

export interface CalendarSideParts {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly scenarios: Pick<ReturnType<typeof joinScenarioSide>, 'store' | 'steps'>;
  /** Smaller in tests. */
  readonly mostOfGroup?: number;
}

export function joinCalendarSide(parts: CalendarSideParts) {
  const { clock, inShop, readShop, scenarios, mostOfGroup } = parts;
  const { steps } = scenarios;
  const store = {
    ...scenarios.store,
    ...Calendar,
    ...CalendarFigures,
    ...CalendarCustomers,
  };
  const openPlans = createOpenPlans({
    clock,
    store,
    steps,
    customers: createEnterCustomers({ clock, store, steps }),
    addressGate: createAddressGate({ store: { ...AddressRisks, ...Inactive } }),
  });
  return {
    job: createComputeCalendar({
      ...{ clock, inShop, readShop, store, steps, openPlans },
      ...(mostOfGroup !== undefined && { mostOfGroup }),
    }),
    /** Mounted at /api/calendar. */
    routes: calendarRoutes({
      clock,
      readShop,
      store: { ...Calendar, ...CalendarFigures, ...OnSiteMessages },
      calendarDays: CALENDAR_DAYS,
      readPlan: async (tx, customerId, days) => {
        const customer = await readCustomer(tx, customerId);
        if (!customer) return null;
        const [plan] = await (await openPlans(tx, days)).plansOf([customerId]);
        const name = [customer.first_name, customer.last_name].filter(Boolean).join(' ');
        return { name: name || customer.email, messages: plan?.messages ?? [] };
      },
    }),
  };
}
