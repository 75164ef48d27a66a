/** Files to third parties and back, and what is to be feared of addresses. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type {
  AddressesView,
  AppendView,
  CustomerAttributes,
  ImportDetails,
  ImportView,
  RiskyCustomersPage,
  SentAddresses,
} from '../../contract/append.ts';
import type { SegmentsView } from '../../contract/segments.ts';
import type { AppendMapping, AttributeSet } from '../../core/append/types.ts';
import type { Api, RequestFailed } from '../api.ts';
import { columnFault } from './append-mapping.ts';
import { type PagedList, pagedList } from './paged.ts';
import { asFailure, type Resource, resource } from './resource.ts';

const PATH = '/api/append';
const FOLLOW_MS = 1_000;

export type RiskyCustomer = RiskyCustomersPage['customers'][number];

export interface AppendModel {
  readonly view: Resource<AppendView>;
  readonly segments: Resource<SegmentsView>;
  readonly addresses: Resource<AddressesView>;
  download(segmentIds: readonly number[], addresses: SentAddresses): Promise<Blob>;
  /** How many of the file's bytes have gone; null while none goes. */
  readonly sent: ReadonlySignal<number | null>;
  upload(file: File, segmentIds: readonly number[], set: AttributeSet): Promise<ImportView>;
  checkAddresses(): Promise<void>;
  dispose(): void;
}

/** Follows files that are being worked on, and a check of addresses, until they are done. */
export function appendModel(api: Api): AppendModel {
  const view = resource(PATH, (abort) => api.get<AppendView>(PATH, {}, abort));
  const segments = resource('segments', (abort) =>
    api.get<SegmentsView>('/api/segments', {}, abort),
  );
  const addresses = resource(`${PATH}/addresses`, (abort) =>
    api.get<AddressesView>(`${PATH}/addresses`, {}, abort),
  );
  const sent = signal<number | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  function follow(): void {
    clearTimeout(timer);
    if (!disposed) timer = setTimeout(() => void look(), FOLLOW_MS);
  }

  async function look(): Promise<void> {
    const isWorked = view.value.peek()?.imports.some(({ progress }) => progress !== null);
    if (!document.hidden && isWorked) await view.load();
    if (!document.hidden && addresses.value.peek()?.checking) await addresses.load();
    follow();
  }

  void Promise.all([view.load(), segments.load(), addresses.load()]).then(follow);
  return {
    view,
    segments,
    addresses,
    download: (segmentIds, how) =>
      api.download(`${PATH}/customers.csv?segments=${segmentIds.join(',')}&addresses=${how}`),
    sent,
    upload: async (file, segmentIds, set) => {
      const query = new URLSearchParams({ name: file.name, segments: segmentIds.join(','), set });
      const csv = new Blob([file], { type: 'text/csv' });
      const noteSent = (bytes: number) => {
        sent.value = Math.min(bytes, file.size);
      };
      noteSent(0);
      try {
        const path = `${PATH}/imports?${query}`;
        return await api.post<ImportView>(path, csv, undefined, undefined, noteSent);
      } finally {
        sent.value = null;
      }
    },
    checkAddresses: async () =>
      addresses.set(await api.post<AddressesView>(`${PATH}/addresses/check`)),
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      view.dispose();
      segments.dispose();
      addresses.dispose();
    },
  };
}

export interface ImportModel {
  readonly details: Resource<ImportDetails>;
  /** Being edited; null until the file is there. */
  readonly mapping: ReadonlySignal<AppendMapping | null>;
  /** Edited since the file was checked. */
  readonly isEdited: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<RequestFailed | null>;
  /** The failure where no column of the mapping is named by it. */
  readonly failureOfWhole: ReadonlySignal<RequestFailed | null>;
  edit(mapping: AppendMapping): void;
  check(): Promise<void>;
  start(): Promise<void>;
  undo(): Promise<void>;
  /** Resolves to whether it is gone. */
  remove(): Promise<boolean>;
  dispose(): void;
}

/** One file, followed while it is worked on. */
export function importModel(api: Api, importId: number): ImportModel {
  const path = `${PATH}/imports/${importId}`;
  const details = resource(path, (abort) => api.get<ImportDetails>(path, {}, abort));
  const mapping = signal<AppendMapping | null>(null);
  const isEdited = signal(false);
  const failure = signal<RequestFailed | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  async function load(): Promise<void> {
    await details.load();
    const loaded = details.value.peek();
    if (loaded && !isEdited.peek()) mapping.value = loaded.mapping;
    clearTimeout(timer);
    const isWorked = loaded !== null && loaded.progress !== null;
    if (!disposed && isWorked) timer = setTimeout(() => void load(), FOLLOW_MS);
  }

  function isAtColumn(): boolean {
    const edited = mapping.value;
    const columns = details.value.value?.header ?? [];
    return (
      edited !== null &&
      columns.some((_, column) => columnFault(failure.value, edited, column) !== null)
    );
  }

  async function ask(request: () => Promise<unknown>): Promise<boolean> {
    failure.value = null;
    try {
      await request();
      return true;
    } catch (error) {
      failure.value = asFailure(error);
      return false;
    }
  }

  void load();
  return {
    details: { ...details, load },
    mapping,
    isEdited,
    failure,
    failureOfWhole: computed(() => (isAtColumn() ? null : failure.value)),
    edit: (next) => {
      failure.value = null;
      mapping.value = next;
      isEdited.value = true;
    },
    check: async () => {
      const sent = await ask(() => api.put(`${path}/mapping`, { mapping: mapping.peek() }));
      if (!sent) return;
      isEdited.value = false;
      await load();
    },
    start: async () => void ((await ask(() => api.post(`${path}/start`))) && (await load())),
    undo: async () => void ((await ask(() => api.post(`${path}/undo`))) && (await load())),
    remove: () => ask(() => api.delete(path)),
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      details.dispose();
    },
  };
}

/** The customers behind a reason, a page at a time. */
export function riskyCustomersModel(api: Api, why: string): PagedList<RiskyCustomer> {
  const list = pagedList<RiskyCustomer>(async (after, abort) => {
    const path = `${PATH}/addresses/customers`;
    const page = await api.get<RiskyCustomersPage>(path, { why, after }, abort);
    return { items: page.customers, after: page.after };
  }, `risky ${why}`);
  void list.restart();
  return list;
}

export function customerAttributesModel(api: Api, customerId: number) {
  const path = `${PATH}/customers/${customerId}`;
  const known = resource(path, (abort) => api.get<CustomerAttributes>(path, {}, abort));
  void known.load();
  return { known, dispose: known.dispose };
}

/** How many addresses of inactive customers would not be mailed. */
export function addressesModel(api: Api) {
  const path = `${PATH}/addresses`;
  const addresses = resource(path, (abort) => api.get<AddressesView>(path, {}, abort));
  void addresses.load();
  return { addresses, dispose: addresses.dispose };
}
