/**
 * `npm run compare`: our predictions beside published scores of other methods, on the same logs and cuts. The logs are
 * not part of the project; where they are absent, this says so and ends.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDay } from '../../admin-app/core/time.ts';
import { readAnchors } from './anchors.ts';
import { compareAtCut } from './compare-at-cut.ts';
import { type Compared, report } from './report.ts';

const HOME = join(import.meta.dirname, '../..');
const USUAL_DATA = join(HOME, '../shared/data');
const SAMPLES = 500;
const START = '<!-- compare: start -->';
const END = '<!-- compare: end -->';

export interface CompareOptions {
  readonly data: string;
  readonly anchors: string;
  /** Only data sets and cuts with this in their name. */
  readonly only: string;
  readonly samples: number;
  readonly say: (text: string) => void;
}

/** The comparison as Markdown; null, with a sentence said, where there is nothing to compare with. */
export async function compareAll(options: CompareOptions): Promise<string | null> {
  const { say } = options;
  if (!existsSync(options.anchors)) {
    say(`Skipped: there are no scores to compare with at ${options.anchors}`);
    return null;
  }
  const all: Compared[] = [];
  for (const anchors of readAnchors(options.anchors)) {
    if (!anchors.name.includes(options.only)) continue;
    const path = join(options.data, `${anchors.dataSet}.csv.gz`);
    if (!existsSync(path)) {
      say(`Skipped ${anchors.name}: there is no ${path}`);
      continue;
    }
    say(`${anchors.name} …`);
    const comparison = await compareAtCut(path, parseDay(anchors.cut), options.samples);
    all.push({ anchors, comparison });
  }
  return all.length > 0 ? report(all) : null;
}

/** Puts the text between the two marks of a Markdown file. Throws when it has none. */
export async function writeBetweenMarks(path: string, text: string): Promise<void> {
  const page = await readFile(path, 'utf8');
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start === -1 || end < start)
    throw new Error(`${path} has no place for the table; expected ${START} and ${END}`);
  await writeFile(path, `${page.slice(0, start + START.length)}\n\n${text}\n${page.slice(end)}`);
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: USUAL_DATA },
      anchors: { type: 'string' },
      only: { type: 'string', default: '' },
      write: { type: 'string' },
    },
  });
  const folder = process.env.INIT_CWD ?? process.cwd();
  const data = resolve(folder, values.data);
  const text = await compareAll({
    data,
    anchors: values.anchors ? resolve(folder, values.anchors) : join(data, 'anchors_dev.json'),
    only: values.only,
    samples: SAMPLES,
    say: (line) => void process.stderr.write(`${line}\n`),
  });
  if (text !== null) console.log(text);
  if (text !== null && values.write) await writeBetweenMarks(resolve(folder, values.write), text);
}
