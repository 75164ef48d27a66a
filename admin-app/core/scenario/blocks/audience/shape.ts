import type { AudienceBlock } from '../../types.ts';
import { nextExit } from '../exit-path.ts';

export { nextExit as exitsOf };

export function nameOf(block: AudienceBlock): string {
  return describe(block);
}

export function describe({ action, audienceId }: AudienceBlock): string {
  return action === 'add' ? `Add to audience ${audienceId}` : `Remove from audience ${audienceId}`;
}
