/** How Shopify writes the scalars that are its own. */
import { GraphQLError, type GraphQLScalarType, Kind } from 'graphql';

/** An instant as Shopify prints it: UTC, whole seconds, `Z`. Milliseconds are cut, not rounded. */
function printInstant(instant: number): string {
  return `${new Date(Math.floor(instant / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** Reads an ISO 8601 date or time; null when it is none. A time without a zone is taken as UTC. */
export function parseInstant(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text))
    return null;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) || text.length === 10;
  const instant = Date.parse(zoned ? text : `${text}Z`);
  return Number.isNaN(instant) ? null : Math.floor(instant / 1000) * 1000;
}

/** Gives a scalar of the schema its way in and out. */
export function defineScalar(scalar: GraphQLScalarType): void {
  const rule = RULES[scalar.name];
  if (!rule) return;
  scalar.serialize = rule.print;
  scalar.parseValue = rule.parse;
  scalar.parseLiteral = (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT)
      return rule.parse(node.value);
    throw new GraphQLError(`Could not coerce this value to ${scalar.name}`);
  };
}

interface ScalarRule {
  readonly print: (value: unknown) => unknown;
  readonly parse: (value: unknown) => unknown;
}

const asText: ScalarRule = { print: String, parse: String };

const RULES: Readonly<Record<string, ScalarRule>> = {
  DateTime: {
    print: (value) => printInstant(Number(value)),
    parse: (value) => {
      const instant = parseInstant(String(value));
      if (instant !== null) return instant;
      throw new GraphQLError(`invalid DateTime '${String(value)}'`);
    },
  },
  // Money and 64-bit counters are strings on the wire: a JSON number would not hold them exactly.
  Decimal: asText,
  Money: asText,
  UnsignedInt64: asText,
  URL: asText,
  JSON: { print: (value) => value, parse: (value) => value },
};
