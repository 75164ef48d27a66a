/** Whom a campaign reaches when, before it is scheduled: counted by country, because that tells customers' clocks. */
import { HOUR_MS, type Instant } from '../time.ts';
import { type Campaign, startOf } from './campaign.ts';
import { customerZone } from './customer-zone.ts';
import { localHourOf } from './local-clock.ts';
import { outsideQuietTimes, sendAt } from './send-time.ts';
import type { Channel } from './types.ts';

/** How many of the audience live in a country, and how many of them each channel reaches. */
export interface CountryReach extends Readonly<Record<Channel, number>> {
  /** Two letters; null where it is not known. */
  readonly country: string | null;
  readonly customers: number;
  /** Over one of the campaign's channels. */
  readonly reached: number;
}

export interface CampaignReach {
  readonly customers: number;
  readonly reached: number;
  readonly byChannel: Readonly<Record<Channel, number>>;
  /** Of those reached, for whom the hour on the chosen day is over: they get it at that hour of the next day. */
  readonly late: number;
  /** Whose quiet times it would fall into: they get it when those end. */
  readonly quiet: number;
  /** Whose turn would come when it makes no sense any more: they get nothing. */
  readonly expired: number;
  /** When the first and the last of them get it; null while its time is not chosen, or for nobody. */
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export function campaignReach(
  campaign: Campaign,
  countries: readonly CountryReach[],
  { zone, now }: { readonly zone: string; readonly now: Instant },
): CampaignReach {
  const sum = (count: (row: CountryReach) => number) =>
    countries.reduce((total, row) => total + count(row), 0);
  const start = startOf(campaign, now);
  const reached = start === null ? [] : countries.filter((row) => row.reached > 0);
  const turns = new Map(
    reached.map((row) => [row, turnOf(campaign, customerZone(row.country, zone), start ?? now)]),
  );
  const sumOf = (what: 'late' | 'quiet' | 'expired') =>
    sum((row) => (turns.get(row)?.[what] ? row.reached : 0));
  const times = [...turns.values()];
  return {
    customers: sum((row) => row.customers),
    reached: sum((row) => row.reached),
    byChannel: {
      email: sum((row) => row.email),
      sms: sum((row) => row.sms),
      push: sum((row) => row.push),
      'on-site': sum((row) => row['on-site']),
    },
    late: sumOf('late'),
    quiet: sumOf('quiet'),
    expired: sumOf('expired'),
    from: times.length === 0 ? null : Math.min(...times.map(({ from }) => from)),
    until: times.length === 0 ? null : Math.max(...times.map(({ until }) => until)),
  };
}

interface Turn {
  readonly from: Instant;
  readonly until: Instant;
  readonly late: boolean;
  readonly quiet: boolean;
  readonly expired: boolean;
}

/** When customers of a zone get it. */
function turnOf({ timing, quiet, expiry }: Campaign, zone: string, start: Instant): Turn {
  const expiresBy = (due: Instant) => expiry.kind === 'at' && expiry.at <= due;
  if (timing.kind === 'local time' && timing.day !== null) {
    const sendTime = { kind: 'local time', day: timing.day, hour: timing.hour } as const;
    const due = sendAt(sendTime, quiet, { zone, hours: null }, start);
    const late = localHourOf(due, zone).day > timing.day;
    return { from: due, until: due, late, quiet: false, expired: expiresBy(due) };
  }
  const from = outsideQuietTimes(start, quiet, zone);
  const within = timing.kind === 'best hour' ? timing.withinHours * HOUR_MS : 0;
  return {
    from,
    until: from + within,
    late: false,
    quiet: from > start,
    expired: expiresBy(from),
  };
}
