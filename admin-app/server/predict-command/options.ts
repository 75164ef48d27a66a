import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReasonLanguage } from '../../core/prediction/reason-in-words.ts';
import { type Day, parseDay } from '../../core/time.ts';

export interface PredictOptions {
  readonly ordersPath: string;
  /** Null: the last day of the file. */
  readonly asOfDay: Day | null;
  readonly horizonDays: number;
  /** Null: standard output. */
  readonly outPath: string | null;
  readonly backtest: boolean;
  readonly language: ReasonLanguage;
}

/** The command was called wrongly; the message says what was given and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const LANGUAGES: readonly ReasonLanguage[] = ['en', 'fr', 'pl'];
const USUAL_HORIZON_DAYS = 365;
const MOST_HORIZON_DAYS = 3650;

export const HELP = `Predicts every customer's next order from a file of orders. No Shopify account is needed.

  npm run --silent predict -- --orders FILE [--as-of YYYY-MM-DD] [--out predictions.csv]

  --orders FILE     CSV, plain or gzipped: customer_id,order_date,amount (amount may be empty or absent),
                    or the export of orders that Shopify makes (Orders > Export > Plain CSV file)
  --as-of DATE      predict as seen from the end of this day; later orders are not looked at
                    (the last day of the file, if not given)
  --horizon DAYS    how far ahead the columns ending in _h and the dates look (${USUAL_HORIZON_DAYS})
  --out FILE        where to write the predictions (standard output, if not given)
  --backtest        also print how good such predictions would have been on this store's own past
  --language CODE   language of the reasons: en, fr or pl (en)
  --help            this text

One row per customer, in the order in which customers first appear; docs/prediction.md explains every column.
Lines that cannot be read are named on standard error and left out. Exit code 0: predictions written;
1: they could not be written; 2: nothing could be read, or the command was called wrongly.
`;

/** Null when only help was asked for. Relative paths start from `folder`. Throws UsageError. */
export function parseOptions(argv: readonly string[], folder: string): PredictOptions | null {
  const values = parseArguments(argv);
  if (values.help) return null;
  if (!values.orders)
    throw new UsageError('--orders is missing; expected a file, as in --orders orders.csv');
  return {
    ordersPath: resolve(folder, values.orders),
    asOfDay: values['as-of'] === undefined ? null : parseAsOf(values['as-of']),
    horizonDays: parseHorizon(values.horizon),
    outPath: values.out === undefined ? null : resolve(folder, parseOut(values.out)),
    backtest: values.backtest ?? false,
    language: parseLanguage(values.language),
  };
}

function parseArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        orders: { type: 'string' },
        'as-of': { type: 'string' },
        horizon: { type: 'string' },
        out: { type: 'string' },
        backtest: { type: 'boolean' },
        language: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parseAsOf(text: string): Day {
  try {
    return parseDay(text);
  } catch {
    throw new UsageError(`--as-of is "${text}"; expected a day that exists, as in 2026-11-22`);
  }
}

function parseHorizon(text: string | undefined): number {
  if (text === undefined) return USUAL_HORIZON_DAYS;
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= MOST_HORIZON_DAYS) return days;
  throw new UsageError(
    `--horizon is "${text}"; expected a whole number of days from 1 to ${MOST_HORIZON_DAYS}`,
  );
}

function parseOut(text: string): string {
  if (text !== '') return text;
  throw new UsageError('--out is empty; expected a file, as in --out predictions.csv');
}

function parseLanguage(text = 'en'): ReasonLanguage {
  const language = LANGUAGES.find((one) => one === text);
  if (language) return language;
  throw new UsageError(`--language is "${text}"; expected one of ${LANGUAGES.join(', ')}`);
}
