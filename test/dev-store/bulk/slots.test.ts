import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DevStore } from '../dev-store.ts';
import { gid } from '../model.ts';
import { at, connect, startTestShop } from '../test-shop.ts';

let devStore: DevStore;
let ask: Awaited<ReturnType<typeof connect>>;

// Operations take longer than any test here: they end by being cancelled.
beforeAll(async () => {
  devStore = await startTestShop({ customers: 5, bulkDelayMs: 600_000 });
  ask = await connect(devStore);
});
afterAll(() => devStore.stop());

const start = async () => {
  const { data } = await ask(`mutation {
    bulkOperationRunQuery(query: "{ orders { edges { node { id } } } }") {
      bulkOperation { id status } userErrors { field message code } } }`);
  return data.bulkOperationRunQuery;
};
const cancel = async (id: unknown) => {
  const { data } = await ask(
    `mutation($id: ID!) { bulkOperationCancel(id: $id) {
      bulkOperation { status } userErrors { field message } } }`,
    { id },
  );
  return data.bulkOperationCancel;
};
const list = async (query: string) => {
  const { data } = await ask(
    'query($q: String) { bulkOperations(first: 10, query: $q) { nodes { id status url } } }',
    { q: query },
  );
  const nodes = at(data, 'bulkOperations', 'nodes');
  return Array.isArray(nodes) ? nodes : [];
};

describe('the five slots of a shop', () => {
  it('refuse a sixth operation, name the five, and are free again after a cancellation', async () => {
    const ids: unknown[] = [];
    for (let slot = 0; slot < 5; slot++) ids.push(at(await start(), 'bulkOperation', 'id'));
    const sixth = await start();
    expect(at(sixth, 'bulkOperation')).toBeNull();
    expect(at(sixth, 'userErrors', 0)).toEqual({
      field: null,
      code: 'OPERATION_IN_PROGRESS',
      message: `A bulk query operation for this app and shop is already in progress: ${ids.join(', ')}.`,
    });
    expect(await list('status:created operation_type:query')).toHaveLength(5);

    expect(at(await cancel(ids[2]), 'bulkOperation', 'status')).toBe('CANCELING');
    while ((await list('status:canceled')).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await list('status:canceled')).toEqual([{ id: ids[2], status: 'CANCELED', url: null }]);
    expect(at(await start(), 'userErrors')).toEqual([]);
  });
});

describe('cancelling', () => {
  it('refuses an operation that has ended and one that does not exist', async () => {
    const [ended] = await list('status:canceled');
    expect(at(await cancel(at(ended, 'id')), 'userErrors', 0)).toMatchObject({ field: null });
    expect(at(await cancel(gid('BulkOperation', 1)), 'userErrors', 0)).toMatchObject({
      field: ['id'],
    });
  });
});
