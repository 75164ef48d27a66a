import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { SIZE_BUDGET_GZIP_BYTES } from '../../storefront-widget/size-budget.ts';
import { buildWidget } from './build-widget.ts';

it('keeps the widget, as built, within its size budget', async () => {
  const bytes = gzipSync(await buildWidget(), { level: 9 }).length;
  console.log(`The widget weighs ${bytes} B gzip of ${SIZE_BUDGET_GZIP_BYTES} B.`);
  expect(bytes).toBeLessThanOrEqual(SIZE_BUDGET_GZIP_BYTES);
}, 60_000);
