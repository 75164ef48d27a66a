import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '../../admin-app/server/database/pool.ts';
import type { Measure, Measurement } from './measurement.ts';

/** Everything that is measured; each is loaded only when it is its turn. */
export const MEASURES: Readonly<Record<string, () => Promise<Measure>>> = {
  admin: async () => (await import('./admin.bench.ts')).measureAdmin,
  widget: async () => (await import('./widget.bench.ts')).measureWidget,
  sync: async () => (await import('./sync.bench.ts')).measureSync,
  prediction: async () => (await import('./prediction.bench.ts')).measurePrediction,
  segments: async () => (await import('./segments.bench.ts')).measureSegments,
  'large segment shop': async () => (await import('./segments.bench.ts')).measureLargeShop,
  'segment preview': async () => (await import('./segment-preview.bench.ts')).measureSegmentPreview,
  tiers: async () => (await import('./tiers.bench.ts')).measureTiers,
  customers: async () => (await import('./customers.bench.ts')).measureCustomers,
  'enrolment steps': async () => measureEnrolmentSteps,
  branches: async () => (await import('./branch-steps.bench.ts')).measureBranchSteps,
  mails: async () => (await import('./mails.bench.ts')).measureMails,
  ranking: async () => (await import('./ranking.bench.ts')).measureRanking,
  pages: async () => (await import('./pages.bench.ts')).measurePages,
  results: async () => (await import('./results.bench.ts')).measureResults,
  messages: async () => (await import('./messages.bench.ts')).measureMessages,
};

async function measureEnrolmentSteps(): Promise<readonly Measurement[]> {
  const { benchEnrolmentSteps } = await import('./enrolment-steps.bench.ts');
  const folder = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const db = await connectDatabase({ dataDir: folder });
  try {
    const { stepsPerSecond, bareTransitionsPerSecond } = await benchEnrolmentSteps(db);
    return [
      {
        name: 'enrolment steps, one worker',
        value: stepsPerSecond,
        unit: 'steps/s',
        reference: `bare claim, change and insert: ${Math.round(bareTransitionsPerSecond).toLocaleString('en')}/s`,
        ratio: stepsPerSecond / bareTransitionsPerSecond,
      },
    ];
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}
