/** Every refused request answers with this shape; `field` names the input that must change. */
export interface Failure {
  readonly error: { readonly message: string; readonly field?: string };
}
