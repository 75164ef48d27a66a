/**
 * The part of liquidjs that messages use. The package's own types bring all of Node's globals with them, and then
 * `process` or `fetch` would compile in the core; `paths` in the core's tsconfig.json puts this file in their place.
 */
export type Template = unknown;

export interface LiquidOptions {
  /** Partials come from here and nowhere else: no files are read. */
  readonly templates: Readonly<Record<string, string>>;
  readonly strictFilters: boolean;
  /** A name that is not in the scope throws. */
  readonly strictVariables: boolean;
  /** … but not where a tag such as `if` only asks whether it is there. */
  readonly lenientIf: boolean;
  /** Values show only their own properties, nothing of a prototype. */
  readonly ownPropertyOnly: boolean;
  /** Characters of one template. */
  readonly parseLimit: number;
  /** Milliseconds of one rendering. */
  readonly renderLimit: number;
  /** Roughly, objects and characters made by one rendering. */
  readonly memoryLimit: number;
}

export class Liquid {
  constructor(options: LiquidOptions);
  parse(text: string): Template[];
  renderSync(
    template: Template[],
    scope: object,
    options?: { readonly globals: Readonly<Record<string, unknown>> },
  ): unknown;
  registerFilter(
    name: string,
    filter: (
      this: { readonly context: { readonly globals: Readonly<Record<string, unknown>> } },
      value: unknown,
      ...settings: readonly unknown[]
    ) => unknown,
  ): void;
  /** What a template reads from its scope: ["customer", "first_name"]; a number or a nested path for [ ]. */
  globalVariableSegmentsSync(template: Template[]): unknown[][];
}
