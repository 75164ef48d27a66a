/** The type of an answer of several lines, each of them JSON. */
export const LINES = 'application/x-ndjson';
