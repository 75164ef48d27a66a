/** The parts that join every dev store. Each adds its routes to `devStore.http` or listens on a port of its own. */
import type { DevStorePart } from './dev-store.ts';
import { startPages } from './pages/part.ts';

export const parts: readonly DevStorePart[] = [startPages];
