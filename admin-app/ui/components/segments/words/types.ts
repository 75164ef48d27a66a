/** Plain words for the names, operators and values of the query language. */
export interface SegmentWords {
  /** By name: what it is called, and what it means where that is not plain. */
  readonly subjects: Readonly<Record<string, readonly [name: string, help: string]>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly operators: Readonly<Record<string, string>>;
  /** Where an operator reads otherwise for a type of value. */
  readonly operatorsOf: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly values: Readonly<Record<string, string>>;
}
