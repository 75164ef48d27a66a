import type { ScenarioStatus } from '../../contract/scenarios.ts';
import { t } from '../language/t.ts';
import { Badge, type Tone } from './badge.tsx';

const TONES: Readonly<Record<ScenarioStatus, Tone>> = {
  draft: 'quiet',
  active: 'good',
  paused: 'due',
  archived: 'quiet',
};

export function StatusBadge({ status }: { readonly status: ScenarioStatus }) {
  return <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>;
}
