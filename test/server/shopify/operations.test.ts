import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { SYNC_RESOURCES } from '../../../admin-app/core/store-records.ts';
import { bulkQueryText, OPERATIONS } from '../../../admin-app/server/shopify/operations.ts';

const LOYALTY = { namespace: 'loyalty-app', key: 'tier_name', edition: 3 };
const schemaFile = join(
  import.meta.dirname,
  '../../../../shared/data/shopify-admin-2026-10.graphql',
);

describe("what is asked of Shopify, held against Shopify's own schema", () => {
  it('is valid', (context) => {
    if (!existsSync(schemaFile)) context.skip(`There is no ${schemaFile} to compare with`);
    const schema = buildSchema(readFileSync(schemaFile, 'utf8'), { assumeValidSDL: true });
    const bulk = SYNC_RESOURCES.flatMap((resource) =>
      [null, 0].flatMap((since) => [
        [`${resource} since ${since}`, bulkQueryText(resource, since)],
        [`${resource} with loyalty`, bulkQueryText(resource, since, LOYALTY)],
      ]),
    );
    for (const [name, text] of [...Object.entries(OPERATIONS), ...bulk]) {
      expect(validate(schema, parse(text ?? '')), name).toEqual([]);
    }
  });
});
