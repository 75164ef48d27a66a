/**
 * The part of liquidjs that messages use. The package's own types bring all of Node's globals with them, and then
 * `process` or `fetch` would compile in the core; `paths` in the core's tsconfig.json puts this file in their place.
 */
export type Template = unknown;

export interface LiquidOptions {
  /** Partials come from here and nowhere else: no files are read. */
  readonly templates: Readonly<Record<string, string>>;
  readonly strictFilters: boolean;
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
  renderSync(template: Template[], scope: object): unknown;
  /** What a template reads from its scope: ["customer", "first_name"]; a number or a nested path for [ ]. */
  globalVariableSegmentsSync(template: Template[]): unknown[][];
}
