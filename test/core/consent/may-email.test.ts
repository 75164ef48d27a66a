import { describe, expect, it } from 'vitest';
import { emailRefusal } from '../../../admin-app/core/consent/may-email.ts';
import { CONSENTING, EMAIL_CASES } from './email-cases.ts';

describe('whether a customer may be e-mailed', () => {
  it.each(EMAIL_CASES)('$what → $refusal', ({ customer, suppression, refusal }) => {
    expect(emailRefusal({ ...CONSENTING, ...customer }, suppression)).toBe(refusal);
  });
});
