/** Everything that stands in the way of activating a scenario, each with the block and field where it is mended. */

import type { Language } from '../message/types.ts';
import { blockFaults } from './blocks/faults.ts';
import { exitsOf } from './blocks/shape.ts';
import { definitionFaults } from './definition-faults.ts';
import type { FaultWords } from './fault-words.ts';
import { english } from './fault-words-english.ts';
import { french } from './fault-words-french.ts';
import { polish } from './fault-words-polish.ts';
import { type Finding, found, inWords } from './finding.ts';
import { graphFaults } from './graph-faults.ts';
import { startLoopFaults } from './start-loops.ts';
import type { Surroundings } from './surroundings.ts';
import type { Block, Fault, ScenarioDefinition, StartBlock } from './types.ts';

const WORDS: Readonly<Record<Language, FaultWords>> = { en: english, fr: french, pl: polish };

/**
 * Faults and warnings, in the reader's language; the definition can be activated when there is no fault. Without
 * surroundings, what depends on the rest of the shop goes unchecked.
 */
export function faultsOf(
  definition: ScenarioDefinition,
  surroundings: Surroundings | null = null,
  language: Language = 'en',
): readonly Fault[] {
  return inWords(findFaults(definition, surroundings), WORDS[language]);
}

export function faultWords(language: Language): FaultWords {
  return WORDS[language];
}

function findFaults(
  definition: ScenarioDefinition,
  surroundings: Surroundings | null,
): readonly Finding[] {
  const { blocks } = definition;
  const starts = blocks.filter((block) => block.kind === 'start');
  const [start] = starts;
  return [
    ...startFaults(starts),
    ...definitionFaults(definition, surroundings),
    ...duplicateIds(blocks),
    ...blocks.flatMap((block) => blockFaults(block, definition, surroundings)),
    ...blocks.flatMap((block) => exitFaults(block, definition)),
    ...(start ? graphFaults(definition, start) : []),
    ...(surroundings ? startLoopFaults(definition, surroundings) : []),
  ];
}

function startFaults(starts: readonly StartBlock[]): readonly Finding[] {
  if (starts.length === 0) return [found(null, 'blocks', (words) => words.noStart)];
  return starts.slice(1).map(({ id }) => found(id, null, (words) => words.secondStart));
}

function duplicateIds(blocks: readonly Block[]): readonly Finding[] {
  return blocks
    .filter(({ id }, index) => blocks.findIndex((block) => block.id === id) < index)
    .map(({ id }) => found(id, 'id', (words) => words.sameBlockId(id)));
}

function exitFaults(block: Block, { blocks }: ScenarioDefinition): readonly Finding[] {
  return exitsOf(block).flatMap(({ next, field }) => {
    const target = blocks.find(({ id }) => id === next);
    if (!target) return [found(block.id, field, (words) => words.leadsNowhere(next))];
    return target.kind === 'start' ? [found(block.id, field, (words) => words.backToStart)] : [];
  });
}
