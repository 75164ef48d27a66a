import { english as blocks } from './blocks/english.ts';
import { english as enrolments } from './enrolments/english.ts';
import { english as graph } from './graph/english.ts';
import { english as page } from './page/english.ts';
import { english as start } from './start/english.ts';

/** The texts of scenarios in English: loaded with their pages; the other languages must have the same keys and holes. */
export const english = { ...page, ...enrolments, ...graph, ...start, ...blocks };
