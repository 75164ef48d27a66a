/** `npm run predict`: from a file of orders to a file of predictions, with nothing else needed. */
import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { backtestShop } from '../core/prediction/backtest/backtest-shop.ts';
import type { CustomerLog } from '../core/prediction/backtest/types.ts';
import { fitShop } from '../core/prediction/fit-shop.ts';
import { DAY_MS, type Day, formatDay } from '../core/time.ts';
import { countOf } from './order-file/fault-report.ts';
import { HeaderError } from './order-file/order-reader.ts';
import { type OrderFile, readOrderFile } from './order-file/read-order-file.ts';
import { backtestTable } from './predict-command/backtest-table.ts';
import { HELP, type PredictOptions, parseOptions, UsageError } from './predict-command/options.ts';
import { predictionFile } from './predict-command/prediction-rows.ts';
import { createProgress, type Progress } from './predict-command/progress.ts';
import { checkWritable, openWholeFile, type WholeFile } from './predict-command/whole-file.ts';

export interface Surroundings {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Relative paths start here. */
  readonly folder: string;
  /** Orders after it cannot have been made. */
  readonly today: Day;
}

const EXIT_WRITTEN = 0;
const EXIT_NOT_WRITTEN = 1;
const EXIT_NOTHING_READ = 2;

/** Amounts of a file have its own unit, whichever that is; they are kept to two decimals, as in dollars. */
const TWO_DECIMALS = 'USD';

/** Runs the command; resolves to its exit code. */
export async function runPredict(argv: readonly string[], around: Surroundings): Promise<number> {
  const say = (text: string) => around.stderr.write(`${text}\n`);
  const progress = createProgress(around.stderr);
  let prepared: Prepared;
  try {
    const options = parseOptions(argv, around.folder);
    if (options === null) {
      around.stdout.write(HELP);
      return EXIT_WRITTEN;
    }
    prepared = await prepare(options, around, progress, say);
  } catch (error) {
    progress.clear();
    say(`predict: ${sentenceOf(error)}`);
    if (error instanceof UsageError) say('--help tells all options.');
    return EXIT_NOTHING_READ;
  }
  try {
    await predictAll(prepared, around, progress);
    progress.clear();
    if (prepared.options.backtest) printBacktest(prepared, around, progress);
    return EXIT_WRITTEN;
  } catch (error) {
    progress.clear();
    if (isClosedPipe(error)) return EXIT_WRITTEN;
    say(`predict: the predictions could not be written: ${sentenceOf(error)}`);
    return EXIT_NOT_WRITTEN;
  }
}

/** What the file gave: everything that is needed to predict. */
interface Prepared {
  readonly options: PredictOptions;
  readonly logs: readonly CustomerLog[];
  readonly asOfDay: Day;
}

async function prepare(
  options: PredictOptions,
  around: Surroundings,
  progress: Progress,
  say: (text: string) => void,
): Promise<Prepared> {
  const { ordersPath, outPath } = options;
  if (outPath !== null) await checkWritable(outPath, ordersPath);
  const file = await readFile(ordersPath, progress);
  progress.clear();
  for (const line of file.report.lines(ordersPath)) say(line);
  if (file.damagedAfterLine !== null)
    say(
      `${ordersPath}: the gzip file is damaged and ends after line ${file.damagedAfterLine}; what came after it is missing. Expected the whole file.`,
    );
  const all = file.orders.range();
  if (all === null) throw new Error(`${ordersPath}: ${nothingRead(file)}`);
  const asOfDay = options.asOfDay ?? file.orders.range(around.today)?.last ?? all.last;
  const logs = file.orders.logs(asOfDay);
  if (logs.length === 0)
    throw new Error(
      `--as-of is ${formatDay(asOfDay)}, but the first order of ${ordersPath} is of ${formatDay(all.first)}; expected that day or a later one`,
    );
  say(summaryOf(file, logs.length, asOfDay));
  return { options, logs, asOfDay };
}

async function readFile(path: string, progress: Progress): Promise<OrderFile> {
  const size = (await stat(path)).size;
  let read = 0;
  const onBytes = (count: number) => {
    read += count;
    progress.show('reading', size > 0 ? read / size : 0);
  };
  try {
    return await readOrderFile(path, { currency: TWO_DECIMALS, onBytes });
  } catch (error) {
    if (error instanceof HeaderError)
      throw new Error(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
}

function nothingRead({ report }: OrderFile): string {
  const reasons = report.summary();
  return `there is no order in it that could be read${reasons ? `: ${reasons}` : ''}`;
}

function summaryOf({ orders, report }: OrderFile, customers: number, asOfDay: Day): string {
  const until = orders.range(asOfDay);
  const later = orders.count() - orders.countUntil(asOfDay);
  const days = until ? `, ${formatDay(until.first)} to ${formatDay(until.last)}` : '';
  return [
    `${countOf(orders.countUntil(asOfDay), 'order')} of ${countOf(customers, 'customer')}${days}; predicted as of ${formatDay(asOfDay)}`,
    ...(later > 0 ? [`${countOf(later, 'order')} after that day not looked at`] : []),
    ...(report.summary() ? [report.summary()] : []),
  ].join('; ');
}

async function predictAll(
  { options, logs, asOfDay }: Prepared,
  { stdout }: Surroundings,
  progress: Progress,
): Promise<void> {
  const model = fitShop(logs, asOfDay, (share) => progress.show('learning the store', share));
  const rows = predictionFile(model, logs, { ...options, asOfDay }, (share) =>
    progress.show('predicting', share),
  );
  if (options.outPath === null) {
    for (const text of rows) await writeTo(stdout, text);
    return;
  }
  const file = await openWholeFile(options.outPath);
  const forget = abandonWhenStopped(file);
  try {
    for (const text of rows) await file.write(text);
    await file.finish();
  } finally {
    await file.abandon();
    forget();
  }
}

async function writeTo(stream: Writable, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** What asks a process to stop, and the exit code that says so. */
const STOPS: ReadonlyMap<NodeJS.Signals, number> = new Map([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]);

/** Ctrl-C while writing leaves no file. Returns how to stop watching for it. */
function abandonWhenStopped(file: WholeFile): () => void {
  const stop = (signal: NodeJS.Signals) =>
    void file.abandon().finally(() => process.exit(STOPS.get(signal)));
  for (const signal of STOPS.keys()) process.once(signal, stop);
  return () => {
    for (const signal of STOPS.keys()) process.off(signal, stop);
  };
}

/** Beside the predictions, never among them. */
function printBacktest(
  { options, logs, asOfDay }: Prepared,
  { stdout, stderr }: Surroundings,
  progress: Progress,
): void {
  const onProgress = (share: number) => progress.show('looking back', share);
  const { backtest } = backtestShop(logs, asOfDay, { onProgress });
  progress.clear();
  (options.outPath === null ? stderr : stdout).write(backtestTable(backtest));
}

function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // "ENOENT: no such file or directory, open '/x'" says it all but for the people it is said to.
  const known = /^(ENOENT|EACCES|EISDIR|ENOSPC|EPERM|EROFS): [^,]*, \w+(?: '(.*)')?/.exec(text);
  const [, code = '', path = ''] = known ?? [];
  const sentence = SENTENCES[code];
  return sentence ? `${path ? `${path}: ` : ''}${sentence}` : text;
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be opened by this user',
  EPERM: 'it may not be written by this user',
  EROFS: 'the disk is read-only',
  EISDIR: 'it is a folder; expected a file',
  ENOSPC: 'the disk is full',
};

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

if (process.argv[1] === import.meta.filename) {
  // Whoever reads the output may stop reading; the failed write tells.
  process.stdout.on('error', () => {});
  process.exitCode = await runPredict(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    // npm runs scripts in the project's folder; paths are meant from where the command was given.
    folder: process.env.INIT_CWD ?? process.cwd(),
    today: Math.floor(Date.now() / DAY_MS),
  });
}
