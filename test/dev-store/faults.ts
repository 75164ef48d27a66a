/** What tests can make go wrong on Shopify's side. Each fault happens once per order and is then used up. */
import type { BulkErrorCode } from './bulk/operations.ts';

export interface BulkFault {
  /** End as FAILED after so many lines; what was written is at partialDataUrl. */
  readonly failAfterLines?: number;
  readonly errorCode?: BulkErrorCode;
  /** Cut the line at this position (from 0) in half. */
  readonly malformedLine?: number;
  /** Repeat the object at this position as that of a stranger: new id, and a customer whom nobody knows. */
  readonly strangerAfterLine?: number;
}

export class Faults {
  readonly #bulk: BulkFault[] = [];
  readonly #cuts: number[] = [];
  #throttled = 0;
  readonly #statuses: number[] = [];

  /** The next bulk operation goes wrong like this. */
  spoilNextBulk(fault: BulkFault): void {
    this.#bulk.push(fault);
  }

  /** The next download of a result breaks off after so many bytes. */
  cutNextDownload(afterBytes: number): void {
    this.#cuts.push(afterBytes);
  }

  /** The next so many GraphQL requests are answered THROTTLED. */
  throttle(requests: number): void {
    this.#throttled += requests;
  }

  /** The next GraphQL request is answered with this HTTP status and no data. */
  failNextRequest(status: 429 | 500 | 502 | 503): void {
    this.#statuses.push(status);
  }

  takeBulkFault(): BulkFault | null {
    return this.#bulk.shift() ?? null;
  }

  takeCut(): number | null {
    return this.#cuts.shift() ?? null;
  }

  takeThrottle(): boolean {
    if (this.#throttled === 0) return false;
    this.#throttled--;
    return true;
  }

  takeStatus(): number | null {
    return this.#statuses.shift() ?? null;
  }
}

/** The text of a line as a fault leaves it: usually one line, two when a stranger is added. */
export function spoiledLines(
  fault: BulkFault | null,
  json: Readonly<Record<string, unknown>>,
  index: number,
): readonly string[] {
  const text = JSON.stringify(json);
  if (fault?.malformedLine === index) return [text.slice(0, Math.ceil(text.length / 2))];
  if (fault?.strangerAfterLine === index) return [text, JSON.stringify(strangerOf(json))];
  return [text];
}

function strangerOf(json: Readonly<Record<string, unknown>>): object {
  return {
    ...json,
    id: String(json.id).replace(/\d+$/, '999000001'),
    ...('legacyResourceId' in json ? { legacyResourceId: '999000001' } : {}),
    ...('customer' in json ? { customer: { id: 'gid://shopify/Customer/999000002' } } : {}),
  };
}
