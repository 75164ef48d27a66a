/** Runs in the browser: a page with nothing but the preview, which tests drive from outside. */
import { createApi } from '../../../admin-app/ui/api.ts';
import { forgetOtherShops } from '../../../admin-app/ui/cache/forget-other-shops.ts';
import {
  openSnapshotDatabase,
  unavailable,
} from '../../../admin-app/ui/cache/snapshot-database.ts';
import {
  createSegmentPreview,
  type SegmentPreviewModel,
  type SegmentPreviewState,
} from '../../../admin-app/ui/models/segment-preview.ts';
import { startWorker } from '../../../admin-app/ui/models/segment-preview-worker.ts';

export interface PreviewPage {
  open(shop: string): void;
  state(): SegmentPreviewState | null;
  show(query: string, cursor?: number): void;
  /** Shows it, and gives the milliseconds until it is answered, and until the histogram is there too. */
  timeOf(query: string): Promise<{ readonly answered: number; readonly drawn: number }>;
  /** The median time of a message to a worker that does nothing but send it back. */
  echo(): Promise<number>;
  logIn(shop: string): Promise<void>;
  /** As if the page were seen again after a while. */
  refresh(): void;
  /** Opens the storage in a newer layout than ours: "opened", or why not. */
  openLayout(layout: number): Promise<string>;
}

declare global {
  interface Window {
    page: PreviewPage;
  }
}

let refresh = (): void => undefined;
let model: SegmentPreviewModel | null = null;

function show(query: string, cursor: number | null = null): void {
  model?.show(query, { ownName: null, cursor });
}

window.page = {
  open(shopDomain) {
    model?.dispose();
    const api = createApi({ idToken: async () => shopDomain });
    model = createSegmentPreview(
      { api, host: { shopDomain } },
      {
        startWorker,
        runSchedule(schedule) {
          refresh = schedule.refresh;
          return () => undefined;
        },
      },
    );
  },
  state: () => model?.state.value ?? null,
  show,
  timeOf: (query) =>
    new Promise((resolve) => {
      const start = performance.now();
      show(query, query.length);
      let answered = 0;
      const stop = model?.state.subscribe(({ answer, isCurrent }) => {
        if (!isCurrent || answer?.query !== query) return;
        const now = performance.now() - start;
        answered ||= now;
        if (answer.histogramIsPending) return;
        resolve({ answered, drawn: now });
        queueMicrotask(() => stop?.());
      });
    }),
  echo: echoTime,
  logIn: forgetOtherShops,
  refresh: () => refresh(),
  openLayout: (layout) =>
    openSnapshotDatabase(() => undefined, layout).then(
      () => 'opened',
      (error: unknown) => unavailable(error).reason,
    ),
};

async function echoTime(): Promise<number> {
  const source = 'onmessage = ({ data }) => postMessage(data)';
  const worker = new Worker(URL.createObjectURL(new Blob([source])));
  const times: number[] = [];
  for (let round = 0; round < 31; round += 1) {
    const start = performance.now();
    await new Promise((resolve) => {
      worker.onmessage = resolve;
      worker.postMessage('x');
    });
    times.push(performance.now() - start);
  }
  worker.terminate();
  return times.sort((one, other) => one - other)[15] ?? Number.NaN;
}
