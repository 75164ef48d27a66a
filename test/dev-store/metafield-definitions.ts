/** The metafield definitions of one shop: what a value under a name is, and that it is meant to be there. */
export interface MetafieldDefinition {
  readonly id: number;
  /** As in the API's enum: CUSTOMER, ORDER, PRODUCT. */
  readonly ownerType: string;
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly description: string | null;
}

export class MetafieldDefinitions {
  readonly #definitions: MetafieldDefinition[] = [];
  readonly #nextId: () => number;

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  /** By the gid type of the owner, e.g. `Customer`. */
  find(typename: string, namespace: string, key: string): MetafieldDefinition | undefined {
    return this.findByOwnerType(typename.toUpperCase(), namespace, key);
  }

  findByOwnerType(
    ownerType: string,
    namespace: string,
    key: string,
  ): MetafieldDefinition | undefined {
    return this.#definitions.find(
      (one) => one.ownerType === ownerType && one.namespace === namespace && one.key === key,
    );
  }

  /** Adds a definition, or returns the one that is there already. */
  enable(draft: Omit<MetafieldDefinition, 'id'>): MetafieldDefinition {
    const existing = this.findByOwnerType(draft.ownerType, draft.namespace, draft.key);
    if (existing) return existing;
    const definition = { ...draft, id: this.#nextId() };
    this.#definitions.push(definition);
    return definition;
  }

  all(): readonly MetafieldDefinition[] {
    return this.#definitions;
  }

  load(definitions: readonly MetafieldDefinition[]): void {
    this.#definitions.push(...definitions);
  }
}
