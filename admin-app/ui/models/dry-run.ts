/** The rehearsal of a scenario's saved draft over the store's past. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { DryRunProgress, DryRunView } from '../../contract/scenario-dry-run.ts';
import { type Api, isAbort, type RequestFailed } from '../api.ts';
import { asFailure } from './resource.ts';

export const DRY_RUN_DAYS = [90, 180, 365] as const;
export type DryRunDays = (typeof DRY_RUN_DAYS)[number];

export type Rehearsal = Extract<DryRunView, { readonly kind: 'rehearsed' }>;

export interface DryRunModel {
  /** The newest result; it stays while another is worked out. */
  readonly result: ReadonlySignal<DryRunView | null>;
  readonly running: ReadonlySignal<boolean>;
  /** How far it has come; null while that is not known. */
  readonly progress: ReadonlySignal<DryRunProgress | null>;
  readonly failure: ReadonlySignal<RequestFailed | null>;
  run(days: DryRunDays): Promise<void>;
  dispose(): void;
}

export function dryRunModel(api: Api, scenarioId: number): DryRunModel {
  const result = signal<DryRunView | null>(null);
  const running = signal(false);
  const progress = signal<DryRunProgress | null>(null);
  const failure = signal<RequestFailed | null>(null);
  let asking = new AbortController();

  async function run(days: DryRunDays): Promise<void> {
    asking.abort();
    const own = new AbortController();
    asking = own;
    running.value = true;
    failure.value = null;
    progress.value = null;
    const heard = (line: unknown) => {
      // The contract says what these lines are.
      if (!own.signal.aborted) progress.value = line as DryRunProgress;
    };
    try {
      const path = `/api/scenarios/${scenarioId}/dry-run`;
      const answer = await api.post<DryRunView>(path, { days }, own.signal, heard);
      if (!own.signal.aborted) result.value = answer;
    } catch (error) {
      if (own.signal.aborted || isAbort(error)) return;
      failure.value = asFailure(error);
    }
    if (!own.signal.aborted) running.value = false;
  }

  return { result, running, progress, failure, run, dispose: () => asking.abort() };
}

export interface Week {
  /** Its first day. */
  readonly day: string;
  readonly entered: number;
  readonly sends: number;
}

/** Days added up by weeks from the first on, weeks without anything included. */
export function weeksOf(days: Rehearsal['days']): readonly Week[] {
  const first = days[0];
  if (!first) return [];
  const WEEK_MS = 7 * 24 * 3_600_000;
  const start = Date.parse(`${first.day}T00:00Z`);
  const weeks: Week[] = [];
  for (const { day, entered, sends } of days) {
    const at = Math.floor((Date.parse(`${day}T00:00Z`) - start) / WEEK_MS);
    while (weeks.length <= at) {
      const begins = new Date(start + weeks.length * WEEK_MS).toISOString().slice(0, 10);
      weeks.push({ day: begins, entered: 0, sends: 0 });
    }
    const week = weeks[at];
    if (week) {
      weeks[at] = { ...week, entered: week.entered + entered, sends: week.sends + sends };
    }
  }
  return weeks;
}
