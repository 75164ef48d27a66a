import { type ReadonlySignal, signal } from '@preact/signals';
import type { ProductChoice, ProductChoices } from '../../contract/messages.ts';
import { type Api, isAbort } from '../api.ts';

const PAUSE_MS = 250;

/** Finds products by their title, and the title of the one that is chosen already. */
export interface ProductSearchModel {
  readonly found: ReadonlySignal<readonly ProductChoice[]>;
  /** Null while it is not known, or gone. */
  readonly chosen: ReadonlySignal<ProductChoice | null>;
  show(productId: number): void;
  search(text: string): void;
  choose(product: ProductChoice): void;
  dispose(): void;
}

export function productSearchModel(api: Api): ProductSearchModel {
  const found = signal<readonly ProductChoice[]>([]);
  const chosen = signal<ProductChoice | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = new AbortController();

  async function ask(query: Readonly<Record<string, string>>): Promise<readonly ProductChoice[]> {
    asking.abort();
    asking = new AbortController();
    try {
      return (await api.get<ProductChoices>('/api/messages/products', query, asking.signal))
        .products;
    } catch (error) {
      if (isAbort(error)) return found.value;
      return [];
    }
  }

  return {
    found,
    chosen,
    show: (productId) => {
      if (productId <= 0 || chosen.value?.productId === productId) return;
      void ask({ id: String(productId) }).then(([product]) => {
        chosen.value = product ?? null;
      });
    },
    search: (text) => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        found.value = await ask({ search: text.trim() });
      }, PAUSE_MS);
    },
    choose: (product) => {
      chosen.value = product;
    },
    dispose: () => {
      clearTimeout(timer);
      asking.abort();
    },
  };
}
