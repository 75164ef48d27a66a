/** One line of the bench's table. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is held against, measured in the same run, or the budget. */
  readonly reference: string;
  /** value ÷ reference; null where there is none. */
  readonly ratio: number | null;
}

export type Measure = () => Promise<readonly Measurement[]>;
