import { DAY_MS } from '../admin-app/core/priority/on-site.ts';
import { add } from './element.ts';

/**
 * The time left until an instant, to the second; to the minute for those who want less motion. `day` is the short word
 * for days that stands before the hours.
 */
export function startTimer(box: Node, until: number, day: string): void {
  const timer = add(box, 'span', '', { role: 'timer' });
  const end = matchMedia('(prefers-reduced-motion:reduce)').matches ? 16 : 19;
  const tick = () => {
    const left = Math.max(0, until - Date.now());
    const days = Math.floor(left / DAY_MS);
    const hours = new Date(left).toISOString().slice(11, end);
    timer.textContent = (days ? `${days} ${day} ` : '') + hours;
  };
  tick();
  setInterval(tick, 1000);
}
