import { type ReadonlySignal, signal } from '@preact/signals';
import type { FitView, PredictionsView } from '../../contract/predictions.ts';
import { HOUR_MS, type Instant } from '../../core/time.ts';
import type { Api } from '../api.ts';
import { asFailure, type Resource, resource } from './resource.ts';

const POLL_MS = 1000;
/** A fit is due every night; with one missed the predictions begin to be of yesterday's shop. */
const FRESH_HOURS = 48;

export interface PredictionsModel {
  readonly predictions: Resource<PredictionsView>;
  readonly starting: ReadonlySignal<boolean>;
  readonly downloading: ReadonlySignal<boolean>;
  /** Asks for a fit by hand; resolves to the reason when it could not. */
  fitAgain(): Promise<string | null>;
  /** Every case behind the back-test as a file; resolves to the reason when there is none. */
  downloadCases(): Promise<Blob | string>;
  dispose(): void;
}

export function predictionsModel(api: Api): PredictionsModel {
  const predictions = resource(
    '/api/predictions',
    (abort) => api.get<PredictionsView>('/api/predictions', {}, abort),
    ({ confidence }) => confidence === null,
  );
  const starting = signal(false);
  const downloading = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  async function load(): Promise<void> {
    await predictions.load();
    follow();
  }

  /** Asks how far a fit is every second while there is one; a finished stage changes the other figures too. */
  function follow(): void {
    clearTimeout(timer);
    const view = predictions.value.value;
    if (!disposed && view && isUnderWay(view.fit)) timer = setTimeout(() => void poll(), POLL_MS);
  }

  async function poll(): Promise<void> {
    const fit = await api.get<FitView>('/api/predictions/fit').catch(() => null);
    const view = predictions.value.value;
    if (disposed || !view) return;
    if (fit && (fit.stage !== view.fit.stage || fit.state !== view.fit.state)) return load();
    if (fit) predictions.set({ ...view, fit });
    follow();
  }

  async function fitAgain(): Promise<string | null> {
    starting.value = true;
    try {
      predictions.set(await api.post<PredictionsView>('/api/predictions/fit'));
      follow();
      return null;
    } catch (error) {
      // Somebody else may have started one; then there is something to follow.
      void load();
      return asFailure(error).message;
    } finally {
      starting.value = false;
    }
  }

  async function downloadCases(): Promise<Blob | string> {
    downloading.value = true;
    try {
      return await api.download('/api/predictions/cases.csv');
    } catch (error) {
      return asFailure(error).message;
    } finally {
      downloading.value = false;
    }
  }

  void load();
  return {
    predictions: { ...predictions, load },
    starting,
    downloading,
    fitAgain,
    downloadCases,
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      predictions.dispose();
    },
  };
}

/** "interrupted" too: the fit begins again by itself. */
export function isUnderWay({ state }: FitView): boolean {
  return state === 'waiting' || state === 'running' || state === 'interrupted';
}

export type Standing =
  | 'never'
  | 'under way'
  | 'interrupted'
  | 'failed'
  | 'not enough'
  | 'stale'
  | 'fresh';

/** The one thing to know first: are there predictions, and are they of today's shop? */
export function standingOf({ model, fit, history }: PredictionsView, now: Instant): Standing {
  if (fit.state === 'interrupted') return 'interrupted';
  if (isUnderWay(fit)) return 'under way';
  if (fit.state === 'failed') return 'failed';
  if (!model) return 'never';
  if (!model.enough) return 'not enough';
  // A refit that was turned down still looked at the newest orders.
  const lastFit = history[0]?.fittedAt ?? model.fittedAt;
  return now - lastFit > FRESH_HOURS * HOUR_MS ? 'stale' : 'fresh';
}
