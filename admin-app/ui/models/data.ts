import { type ReadonlySignal, signal } from '@preact/signals';
import type { ShopDataView } from '../../contract/data.ts';
import type { Api } from '../api.ts';
import { saveFile } from '../save-file.ts';
import { asFailure, type Resource, resource } from './resource.ts';

export interface DataModel {
  readonly data: Resource<ShopDataView>;
  readonly deleted: ReadonlySignal<boolean>;
  /** Each resolves to what went wrong in words, or null. */
  keep(months: number | null): Promise<string | null>;
  keepLooks(years: number | null): Promise<string | null>;
  makeExport(): Promise<string | null>;
  takeExport(exportId: number): Promise<string | null>;
  handOver(requestId: number, customerId: number): Promise<string | null>;
  deleteEverything(name: string): Promise<string | null>;
  dispose(): void;
}

const ASK_AGAIN_MS = 2_000;

/** Asks again while a file is being made. */
export function dataModel(api: Api): DataModel {
  const data = resource(
    'data',
    (abort) => api.get<ShopDataView>('/api/data', {}, abort),
    ({ customers }) => customers === null,
  );
  const deleted = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    clearTimeout(timer);
    await data.load();
    if (data.value.peek()?.exported?.state === 'running') {
      timer = setTimeout(() => void load(), ASK_AGAIN_MS);
    }
  }
  void load();

  async function run(work: () => Promise<void>): Promise<string | null> {
    try {
      await work();
      return null;
    } catch (error) {
      return asFailure(error).message;
    }
  }

  return {
    data: { ...data, load },
    deleted,
    keep: (months) =>
      run(async () => data.set(await api.put<ShopDataView>('/api/data/kept', { months }))),
    keepLooks: (years) =>
      run(async () => data.set(await api.put<ShopDataView>('/api/data/looks', { years }))),
    makeExport: () =>
      run(async () => {
        data.set(await api.post<ShopDataView>('/api/data/export'));
        timer = setTimeout(() => void load(), ASK_AGAIN_MS);
      }),
    takeExport: (id) =>
      run(async () => saveFile(await api.download(`/api/data/export/${id}`), `rondo-${id}.zip`)),
    handOver: (requestId, customerId) =>
      run(async () => {
        const file = await api.download(`/api/data/requests/${requestId}`);
        saveFile(file, `rondo-customer-${customerId}.json`);
        await load();
      }),
    deleteEverything: (name) =>
      run(async () => {
        await api.post('/api/data/delete', { name });
        deleted.value = true;
      }),
    dispose: () => {
      clearTimeout(timer);
      data.dispose();
    },
  };
}
