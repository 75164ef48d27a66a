import { polish as blocks } from './blocks/polish.ts';
import { polish as enrolments } from './enrolments/polish.ts';
import { polish as graph } from './graph/polish.ts';
import { polish as page } from './page/polish.ts';
import { polish as start } from './start/polish.ts';
import type { ScenarioTexts } from './texts.ts';

/** The texts of scenarios in Polish. */
export const polish: ScenarioTexts = { ...page, ...enrolments, ...graph, ...start, ...blocks };
