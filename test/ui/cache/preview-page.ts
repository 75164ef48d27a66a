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
  /** Shows it, and gives the time until it is answered, in milliseconds. */
  timeOf(query: string): Promise<number>;
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
      const stop = model?.state.subscribe(({ fault, answer, isCurrent }) => {
        if (!fault && !(isCurrent && answer?.query === query)) return;
        resolve(performance.now() - start);
        queueMicrotask(() => stop?.());
      });
    }),
  logIn: forgetOtherShops,
  refresh: () => refresh(),
  openLayout: (layout) =>
    openSnapshotDatabase(() => undefined, layout).then(
      () => 'opened',
      (error: unknown) => unavailable(error).reason,
    ),
};
