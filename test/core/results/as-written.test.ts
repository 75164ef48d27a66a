import { expect, it } from 'vitest';
import { asWritten } from '../../../admin-app/core/results/as-written.ts';

it.each([
  ['It’s been a while', 'It’s been a while'],
  ['Hello {{ customer.first_name }}, welcome back', 'Hello …, welcome back'],
  ['{% if coupon.code != blank %}{{ coupon.amount }} for you{% endif %}', '… for you'],
  ['{%- assign name = "x" -%} Two\n  lines', 'Two lines'],
  ['{{ customer.first_name\n | default: "you" }}!', '…!'],
  ['100 % wool, {curly}', '100 % wool, {curly}'],
  ['', ''],
])('shows "%s" as it is recognised: "%s"', (written, shown) => {
  expect(asWritten(written)).toBe(shown);
});
