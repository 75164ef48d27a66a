/** Published scores of other methods on the same logs and cuts: data set and cut → method → metric → score. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Metric } from './scores.ts';

const anchorsShape = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.number())));

export interface Anchors {
  /** Data set and cut day, such as "grocery_online 2006-12-31". */
  readonly name: string;
  readonly dataSet: string;
  readonly cut: string;
  readonly methods: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Throws with the path and what is wrong for a file of another shape. */
export function readAnchors(path: string): readonly Anchors[] {
  const parsed = anchorsShape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new Error(`${path} is no file of scores: ${z.prettifyError(parsed.error)}`);
  return Object.entries(parsed.data).map(([name, methods]) => {
    const [dataSet = '', cut = ''] = name.split(' ');
    return { name, dataSet, cut, methods };
  });
}

export interface Best {
  readonly method: string;
  readonly score: number;
}

/** The best method of all by this metric; null where none has it. */
export function bestOf({ methods }: Anchors, metric: Metric): Best | null {
  const scored = Object.entries(methods).flatMap(([method, scores]) => {
    const score = scores[metric];
    return score === undefined ? [] : [{ method, score }];
  });
  return (
    scored.toSorted((one, other) => badness(metric, one.score) - badness(metric, other.score))[0] ??
    null
  );
}

/** How bad a score is: lower is better for every metric. */
export function badness(metric: Metric, score: number): number {
  if (metric === 'cindex_p90' || metric === 'auc_90d') return -score;
  if (metric === 'cover80') return Math.abs(score - 0.8);
  return metric === 'cnt_bias_90d' ? Math.abs(score) : score;
}
