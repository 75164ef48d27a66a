import type { RefusalCode } from './refusals.ts';

/**
 * Every refused request answers with this shape; `field` names the input that must change. Without a code the message is
 * in the reader's own language, or another service's own words.
 */
export interface Failure {
  readonly error: {
    readonly message: string;
    readonly field?: string;
    readonly code?: RefusalCode;
    readonly values?: Readonly<Record<string, string | number>>;
  };
}
