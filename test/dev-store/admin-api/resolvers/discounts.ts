/** Code discounts: creating them, adding codes in bulk, taking codes away. Refusals are in Shopify's words. */
import { parseMinor } from '../../../../admin-app/core/money.ts';
import type { CodeCreation, Discount, RedeemCode } from '../../discounts.ts';
import { gid, parseGid } from '../../model.ts';
import { type Connection, connect } from '../connection.ts';
import { type AdminContext, type Arguments, requireScope } from '../context.ts';
import { pageArguments } from './lists.ts';
import { type UserError, userError } from './user-errors.ts';

interface DiscountInput {
  readonly title?: string | null;
  readonly code?: string | null;
  readonly startsAt?: number | null;
  readonly endsAt?: number | null;
  readonly usageLimit?: number | null;
  readonly minimumRequirement?: {
    readonly subtotal?: { readonly greaterThanOrEqualToSubtotal?: string | null } | null;
  } | null;
  readonly customerGets?: {
    readonly value?: {
      readonly percentage?: number | null;
      readonly discountAmount?: { readonly amount?: string | null } | null;
    } | null;
    readonly items?: object | null;
  } | null;
  readonly context?: object | null;
}

/** `discountCodeBasicCreate` and `discountCodeFreeShippingCreate`. */
export function createDiscount(kind: 'basic' | 'free shipping') {
  const argument = kind === 'basic' ? 'basicCodeDiscount' : 'freeShippingCodeDiscount';
  const name = kind === 'basic' ? 'discountCodeBasicCreate' : 'discountCodeFreeShippingCreate';
  return (args: Arguments, context: AdminContext) => {
    requireScope(context, 'write_discounts', name);
    // The schema has given the input this shape.
    const input = args[argument] as DiscountInput;
    const { store } = context;
    const minor = (amount: unknown) => parseMinor(String(amount), store.shop.currency);
    const gives = kind === 'basic' ? givenBy(input, minor) : ({ kind } as const);
    const errors = refusals(input, gives, { argument, store });
    if (errors.length > 0 || gives === null) return { codeDiscountNode: null, userErrors: errors };
    const minimum = input.minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal;
    const discount = store.discounts.create(
      {
        title: input.title ?? '',
        gives,
        minimumMinor: minimum ? minor(minimum) : null,
        usageLimit: input.usageLimit ?? null,
        startsAt: input.startsAt ?? store.now(),
        endsAt: input.endsAt ?? null,
      },
      input.code ?? '',
    );
    return { codeDiscountNode: discount, userErrors: [] };
  };
}

function givenBy(
  { customerGets }: DiscountInput,
  minor: (amount: unknown) => number,
): Discount['gives'] | null {
  const share = customerGets?.value?.percentage;
  if (share !== null && share !== undefined) return { kind: 'percentage', share };
  const amount = customerGets?.value?.discountAmount?.amount;
  return amount ? { kind: 'amount', minor: minor(amount) } : null;
}

function refusals(
  input: DiscountInput,
  gives: Discount['gives'] | null,
  { argument, store }: { readonly argument: string; readonly store: AdminContext['store'] },
): readonly UserError[] {
  const refuse = (field: string, message: string, code: string) =>
    userError([argument, field], message, code);
  const errors: UserError[] = [];
  if (!input.title) errors.push(refuse('title', "Title can't be blank", 'BLANK'));
  if (!input.code) errors.push(refuse('code', "Code can't be blank", 'BLANK'));
  else if (store.discounts.code(input.code))
    errors.push(refuse('code', 'Code must be unique. Please try a different code.', 'TAKEN'));
  if (!input.context) errors.push(refuse('context', 'Context must be present', 'BLANK'));
  if (gives === null) errors.push(refuse('customerGets', 'Value must be present', 'BLANK'));
  if (gives?.kind === 'percentage' && !(gives.share > 0 && gives.share <= 1))
    errors.push(refuse('customerGets', 'Value must be between 0.0 and 1.0', 'VALUE_OUTSIDE_RANGE'));
  const { startsAt, endsAt } = input;
  if (typeof endsAt === 'number' && endsAt <= (startsAt ?? store.now()))
    errors.push(refuse('endsAt', 'Ends at needs to be after starts_at', 'INVALID'));
  return errors;
}

export function discountRedeemCodeBulkAdd(args: Arguments, context: AdminContext) {
  requireScope(context, 'write_discounts', 'discountRedeemCodeBulkAdd');
  const discount = discountOf(args.discountId, context);
  // The schema has checked their shape and that there are at most 250.
  const codes = (args.codes as readonly { readonly code: string }[]).map(({ code }) => code);
  const refuse = (field: string, message: string, code: string) => ({
    bulkCreation: null,
    userErrors: [userError([field], message, code)],
  });
  if (!discount) return refuse('discountId', 'Code discount does not exist.', 'INVALID');
  if (codes.length === 0) return refuse('codes', "Codes can't be blank", 'BLANK');
  const creation = context.store.discounts.addCodes(discount.id, codes);
  return { bulkCreation: { ...creation, done: false }, userErrors: [] };
}

/** Done when it is asked for: the first answer to the mutation says that it is not. */
export function discountRedeemCodeBulkCreation(context: AdminContext, args: Arguments) {
  const creation = context.store.discounts.creation(
    numberOf(args.id, 'DiscountRedeemCodeBulkCreation'),
  );
  return creation ? { ...creation, done: true } : null;
}

export function discountCodeRedeemCodeBulkDelete(args: Arguments, context: AdminContext) {
  requireScope(context, 'write_discounts', 'discountCodeRedeemCodeBulkDelete');
  const discount = discountOf(args.discountId, context);
  if (!discount)
    return {
      job: null,
      userErrors: [userError(['discountId'], 'Code discount does not exist.', 'INVALID')],
    };
  const ids = Array.isArray(args.ids) ? args.ids : [];
  const numbers = new Set(ids.map((id) => numberOf(id, 'DiscountRedeemCode')));
  context.store.discounts.removeCodes(discount.id, numbers);
  return { job: { id: gid('Job', discount.id), done: false }, userErrors: [] };
}

export function codeDiscountNodeByCode(context: AdminContext, args: Arguments) {
  const code = context.store.discounts.code(String(args.code));
  return (code && context.store.discounts.discount(code.discountId)) ?? null;
}

function discountOf(id: unknown, { store }: AdminContext): Discount | undefined {
  return store.discounts.discount(numberOf(id, 'DiscountCodeNode'));
}

function numberOf(id: unknown, type: string): number {
  const parsed = parseGid(String(id));
  return parsed?.type === type ? parsed.id : 0;
}

export const discountNodeResolvers = {
  id: (discount: Discount) => gid('DiscountCodeNode', discount.id),
  codeDiscount: (discount: Discount) => ({
    ...discount,
    __typename:
      discount.gives.kind === 'free shipping' ? 'DiscountCodeFreeShipping' : 'DiscountCodeBasic',
  }),
};

/** Of both kinds of discount. */
export const codeDiscountResolvers = {
  title: (discount: Discount) => discount.title,
  startsAt: (discount: Discount) => discount.startsAt,
  endsAt: (discount: Discount) => discount.endsAt,
  usageLimit: (discount: Discount) => discount.usageLimit,
  status: ({ startsAt, endsAt }: Discount, _: Arguments, { store }: AdminContext) => {
    if (store.now() < startsAt) return 'SCHEDULED';
    return endsAt !== null && store.now() >= endsAt ? 'EXPIRED' : 'ACTIVE';
  },
  codesCount: ({ id }: Discount, _: Arguments, { store }: AdminContext) => ({
    count: store.discounts.codesOf(id).length,
    precision: 'EXACT',
  }),
  codes: ({ id }: Discount, args: Arguments, { store }: AdminContext): Connection<RedeemCode> =>
    connect(
      store.discounts.codesOf(id),
      { value: (code) => code.id, id: (code) => code.id },
      pageArguments(args),
    ),
};

export const redeemCodeResolvers = {
  id: (code: RedeemCode) => gid('DiscountRedeemCode', code.id),
  code: (code: RedeemCode) => code.code,
  asyncUsageCount: (code: RedeemCode) => code.uses,
};

type Creation = CodeCreation & { readonly done: boolean };
type Result = CodeCreation['results'][number];

export const bulkCreationResolvers = {
  id: (creation: Creation) => gid('DiscountRedeemCodeBulkCreation', creation.id),
  done: (creation: Creation) => creation.done,
  createdAt: (creation: Creation) => creation.createdAt,
  codesCount: (creation: Creation) => creation.results.length,
  importedCount: (creation: Creation) =>
    creation.done ? creation.results.filter(({ problem }) => problem === null).length : 0,
  failedCount: (creation: Creation) =>
    creation.done ? creation.results.filter(({ problem }) => problem !== null).length : 0,
  codes: (creation: Creation, args: Arguments): Connection<Result> =>
    connect(
      creation.results,
      {
        value: (result) => creation.results.indexOf(result),
        id: (result) => creation.results.indexOf(result),
      },
      pageArguments(args),
    ),
};

export const bulkCreationCodeResolvers = {
  code: (result: Result) => result.code,
  errors: (result: Result) =>
    result.problem === null ? [] : [userError(['code'], result.problem)],
  discountRedeemCode: ({ code, problem }: Result, _: Arguments, { store }: AdminContext) =>
    problem === null ? (store.discounts.code(code) ?? null) : null,
};
