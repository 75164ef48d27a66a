import { fallbackOf, type LanguageChoice } from '../../message/language.ts';
import type { Block, MessageBlock, ScenarioDefinition } from '../types.ts';

/** A template's scenario with its messages in the languages of the shop only. */
export function inLanguages(
  definition: ScenarioDefinition,
  choice: LanguageChoice,
): ScenarioDefinition {
  const blocks = definition.blocks.map(
    (block): Block => (block.kind === 'message' ? messageIn(block, choice) : block),
  );
  return { ...definition, blocks };
}

function messageIn(block: MessageBlock, choice: LanguageChoice): MessageBlock {
  const chosen = Object.entries(block.content).filter(([language]) =>
    choice.languages.some((each) => each === language),
  );
  // Nothing but languages was taken out; a text that has none of them stays as it is.
  const content = chosen.length > 0 ? Object.fromEntries(chosen) : block.content;
  const fallbackLanguage = fallbackOf({ ...block, content }, choice);
  return { ...block, content, fallbackLanguage } as MessageBlock;
}
