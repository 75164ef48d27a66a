/** The values of one statement, each named in its text by the number it is given here. */
export class StatementValues {
  readonly values: unknown[];

  constructor(...first: readonly unknown[]) {
    this.values = [...first];
  }

  /** Its name in the text, such as `$3`. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** For text whose parameters are numbered by others from this number on; hand them over with `addAll`. */
  get next(): number {
    return this.values.length + 1;
  }

  addAll(values: readonly unknown[]): void {
    this.values.push(...values);
  }
}
