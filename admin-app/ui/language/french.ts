import { english } from './english.ts';
import type { Dictionary } from './t.ts';
export const french: Dictionary = english;
