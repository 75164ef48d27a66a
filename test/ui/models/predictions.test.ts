import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FitView, PredictionsView } from '../../../admin-app/contract/predictions.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { type Api, RequestFailed } from '../../../admin-app/ui/api.ts';
import {
  type PredictionsModel,
  predictionsModel,
  standingOf,
} from '../../../admin-app/ui/models/predictions.ts';
import { forgetRemembered } from '../../../admin-app/ui/models/resource.ts';
import { NOW } from '../fixture/customers.ts';
import { PREDICTIONS } from '../fixture/predictions.ts';

const { fresh, running, rejected } = PREDICTIONS;

/** What the server knows now, and what it was asked. */
class OneServer {
  view: PredictionsView = fresh;
  refusal: RequestFailed | null = null;
  readonly asked: string[] = [];

  readonly api: Api = {
    get: async <Answer>(path: string) => this.answer<Answer>(`GET ${path}`),
    post: async <Answer>(path: string) => this.answer<Answer>(`POST ${path}`),
    put: async <Answer>(path: string) => this.answer<Answer>(`PUT ${path}`),
    delete: () => Promise.reject(new Error('nothing is deleted')),
    download: async () => new Blob(),
  };

  private answer<Answer>(request: string): Answer {
    this.asked.push(request);
    if (this.refusal) throw this.refusal;
    return (request === POLL ? this.view.fit : this.view) as Answer; // the two things this server knows
  }
}

const POLL = 'GET /api/predictions/fit';
const WHOLE = 'GET /api/predictions';

let server: OneServer;
let model: PredictionsModel;
async function open(view: PredictionsView): Promise<void> {
  server = new OneServer();
  server.view = view;
  model = predictionsModel(server.api);
  await seconds(0);
}
async function seconds(count: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(count * 1000);
}
function fitting(change: Partial<FitView>): PredictionsView {
  return { ...running, fit: { ...running.fit, ...change } };
}
function shown(): PredictionsView | null {
  return model.predictions.value.value;
}

beforeEach(() => {
  forgetRemembered();
  vi.useFakeTimers();
});
afterEach(() => {
  model?.dispose();
  vi.useRealTimers();
});

describe('a fit on the screen', () => {
  it('is asked for every second, and the whole view only when a stage is over', async () => {
    await open(running);
    server.view = fitting({ share: 0.8 });
    await seconds(1);
    expect(shown()?.fit.share).toBe(0.8);
    expect(server.asked).toEqual([WHOLE, POLL]);
    server.view = fitting({ stage: 'predicting', share: 0.1 });
    await seconds(1);
    expect(server.asked).toEqual([WHOLE, POLL, POLL, WHOLE]);
    server.view = rejected;
    await seconds(1);
    expect(shown()).toBe(rejected);
  });

  it('is no longer asked for once it is over', async () => {
    await open(running);
    server.view = fresh;
    await seconds(1);
    expect(shown()).toBe(fresh);
    const asked = server.asked.length;
    await seconds(60);
    expect(server.asked).toHaveLength(asked);
  });

  it('is no longer asked for once the page is left, even with an answer under way', async () => {
    await open(running);
    vi.advanceTimersByTime(1000); // the question is out, its answer not yet in
    expect(server.asked).toEqual([WHOLE, POLL]);
    model.dispose();
    await seconds(60);
    expect(server.asked).toEqual([WHOLE, POLL]);
  });

  it('is followed on after the server could not be reached', async () => {
    await open(running);
    server.refusal = new RequestFailed('gone', 'offline');
    await seconds(3);
    expect(shown()).toBe(running);
    server.refusal = null;
    server.view = fresh;
    await seconds(1);
    expect(shown()).toBe(fresh);
  });

  it.each(['waiting', 'interrupted'] as const)('is followed while %s', async (state) => {
    await open(fitting({ state, stage: null, share: null }));
    server.view = running;
    await seconds(1);
    expect(shown()?.fit.state).toBe('running');
  });

  it('is shown when somebody else has started it meanwhile', async () => {
    await open(fresh);
    server.view = running;
    server.refusal = new RequestFailed('fitted already', 409);
    const problem = model.fitAgain();
    server.refusal = null;
    expect(await problem).toBe('fitted already');
    await seconds(0);
    expect(shown()).toBe(running);
  });
});

describe('how things stand', () => {
  function fittedDaysAgo(days: number): PredictionsView {
    const fittedAt = NOW - days * DAY_MS;
    return { ...fresh, history: fresh.history.slice(0, 1).map((fit) => ({ ...fit, fittedAt })) };
  }
  const oldModel = rejected.model && { ...rejected.model, fittedAt: NOW - 30 * DAY_MS };

  it.each<readonly [when: string, view: PredictionsView, standing: string]>([
    ['after a fit last night', fittedDaysAgo(0.4), 'fresh'],
    ['after one missed night', fittedDaysAgo(1.9), 'fresh'],
    ['after two missed nights', fittedDaysAgo(2.1), 'stale'],
    ['when today’s refit did not beat an old model', { ...rejected, model: oldModel }, 'fresh'],
    ['for an old model alone', { ...fresh, model: oldModel, history: [] }, 'stale'],
    ['without a model', PREDICTIONS.never, 'never'],
    ['with too few orders', PREDICTIONS.notEnough, 'not enough'],
    ['when the first fit failed', { ...PREDICTIONS.never, fit: PREDICTIONS.failed.fit }, 'failed'],
    ['when a fit was killed', PREDICTIONS.interrupted, 'interrupted'],
    ['with a fit in the queue', fitting({ state: 'waiting' }), 'under way'],
  ])('is told %s', (_when, view, standing) => {
    expect(standingOf(view, NOW)).toBe(standing);
  });
});
