/**
 * The metafields of one shop: named values on customers, products, orders and the app's own installation.
 * The app's reserved namespace is written `$app` and always returned resolved, `app--{appId}`.
 */
import { createHash } from 'node:crypto';
import type { Instant } from '../../admin-app/core/time.ts';
import type { Metafield } from './model.ts';

export interface MetafieldDraft {
  /** The gid of the owner. */
  readonly owner: string;
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
}

interface ShelfContext {
  readonly now: () => Instant;
  readonly appId: number;
  readonly nextId: () => number;
  /** Something of this owner changed; `ofApp` when only in the app's reserved namespace. */
  readonly changed: (owner: string, ofApp: boolean) => void;
}

export class MetafieldShelf {
  readonly #byOwner = new Map<string, Map<string, Metafield>>();
  readonly #context: ShelfContext;

  constructor(context: ShelfContext) {
    this.#context = context;
  }

  /** `$app` and `$app:suffix` as they are stored; other namespaces as they are. */
  resolveNamespace(namespace: string): string {
    const match = /^\$app(?::(.+))?$/.exec(namespace);
    if (!match) return namespace;
    const reserved = `app--${this.#context.appId}`;
    return match[1] ? `${reserved}--${match[1]}` : reserved;
  }

  get(owner: string, namespace: string, key: string): Metafield | undefined {
    return this.#byOwner.get(owner)?.get(nameOf(this.resolveNamespace(namespace), key));
  }

  /** All metafields of one owner, by namespace and key. */
  of(owner: string): readonly Metafield[] {
    const own = this.#byOwner.get(owner);
    return own ? [...own.values()].sort((a, b) => (fullName(a) < fullName(b) ? -1 : 1)) : [];
  }

  /** Writes all or, when the caller checked them first, nothing less. */
  set(drafts: readonly MetafieldDraft[]): readonly Metafield[] {
    const written = drafts.map((draft) => this.#put(draft));
    for (const owner of new Set(drafts.map((draft) => draft.owner)))
      this.#context.changed(
        owner,
        written.every((one) => one.owner !== owner || this.#isOfApp(one.namespace)),
      );
    return written;
  }

  /** True when there was such a metafield. */
  delete(owner: string, namespace: string, key: string): boolean {
    const own = this.#byOwner.get(owner);
    const existed = own?.delete(nameOf(this.resolveNamespace(namespace), key)) ?? false;
    if (existed) this.#context.changed(owner, this.#isOfApp(this.resolveNamespace(namespace)));
    return existed;
  }

  deleteOwner(owner: string): void {
    this.#byOwner.delete(owner);
  }

  all(): readonly Metafield[] {
    return [...this.#byOwner.values()].flatMap((own) => [...own.values()]);
  }

  /** Puts saved or generated metafields in as they are. */
  load(metafields: readonly Metafield[]): void {
    for (const metafield of metafields) this.#keep(metafield);
  }

  #isOfApp(namespace: string): boolean {
    const reserved = this.resolveNamespace('$app');
    return namespace === reserved || namespace.startsWith(`${reserved}--`);
  }

  #put(draft: MetafieldDraft): Metafield {
    const before = this.get(draft.owner, draft.namespace, draft.key);
    const now = this.#context.now();
    const metafield: Metafield = {
      ...draft,
      namespace: this.resolveNamespace(draft.namespace),
      id: before?.id ?? this.#context.nextId(),
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    this.#keep(metafield);
    return metafield;
  }

  #keep(metafield: Metafield): void {
    const own = this.#byOwner.get(metafield.owner) ?? new Map<string, Metafield>();
    own.set(fullName(metafield), metafield);
    this.#byOwner.set(metafield.owner, own);
  }
}

/** The opaque digest that a conditional write compares with. */
export function compareDigest(metafield: Metafield): string {
  return createHash('sha256')
    .update(metafield.type)
    .update('\0')
    .update(metafield.value)
    .digest('hex');
}

function fullName(metafield: Metafield): string {
  return nameOf(metafield.namespace, metafield.key);
}

function nameOf(namespace: string, key: string): string {
  return `${namespace}.${key}`;
}
