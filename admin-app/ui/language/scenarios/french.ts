import { french as blocks } from './blocks/french.ts';
import { french as enrolments } from './enrolments/french.ts';
import { french as graph } from './graph/french.ts';
import { french as page } from './page/french.ts';
import { french as start } from './start/french.ts';
import type { ScenarioTexts } from './texts.ts';

/** The texts of scenarios in French. */
export const french: ScenarioTexts = { ...page, ...enrolments, ...graph, ...start, ...blocks };
