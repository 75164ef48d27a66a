/** The app's clock when it runs against the dev store: real time plus the offset that the dev store announces. */
import type { Clock } from '../../admin-app/server/clock.ts';

/** Resolves with the first announcement, so that the app never starts at the wrong time. */
export async function followDevStoreClock(origin: string): Promise<Clock> {
  const listeners = new Set<() => void>();
  let offsetMs = 0;
  await new Promise<void>((resolve) => {
    void follow(origin, (announced) => {
      const moved = announced !== offsetMs;
      offsetMs = announced;
      resolve();
      if (moved) for (const listener of listeners) listener();
    });
  });
  return {
    now: () => Date.now() + offsetMs,
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const RECONNECT_MS = 500;

/** Reads announcements line by line, for as long as the process lives; the dev store may restart in between. */
async function follow(origin: string, announce: (offsetMs: number) => void): Promise<never> {
  for (;;) {
    try {
      await readAnnouncements(origin, announce);
    } catch {
      // The dev store is not there (yet, or any more); the next round tries again.
    }
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS).unref());
  }
}

async function readAnnouncements(
  origin: string,
  announce: (offsetMs: number) => void,
): Promise<void> {
  const response = await fetch(`${origin}/clock`);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) announce(offsetOf(JSON.parse(line)));
  }
}

function offsetOf(announcement: unknown): number {
  if (
    typeof announcement === 'object' &&
    announcement !== null &&
    'offsetMs' in announcement &&
    typeof announcement.offsetMs === 'number'
  ) {
    return announcement.offsetMs;
  }
  throw new TypeError(
    `Expected {"offsetMs": a number} from the clock, got ${JSON.stringify(announcement)}`,
  );
}
