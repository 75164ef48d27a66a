/** A scenario's versions, and what the draft changes against the one that customers pass through. */
import type { ScenarioVersion, ScenarioVersions } from '../../contract/scenario-versions.ts';
import { changesBetween, type DefinitionChange } from '../../core/scenario/changes-between.ts';
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Api } from '../api.ts';
import { type Resource, resource } from './resource.ts';

export interface VersionsModel {
  readonly versions: Resource<ScenarioVersions>;
  /** Asks again when another version has become active. */
  follow(activeVersion: number | null): void;
  dispose(): void;
}

export function versionsModel(api: Api, scenarioId: number): VersionsModel {
  const path = `/api/scenarios/${scenarioId}/versions`;
  const versions = resource(
    path,
    (abort) => api.get<ScenarioVersions>(path, {}, abort),
    ({ versions: all }) => all.some(({ entered }) => entered === null),
  );
  let followed: number | null = null;
  return {
    versions,
    follow: (activeVersion) => {
      if (activeVersion === null || activeVersion === followed) return;
      followed = activeVersion;
      void versions.load();
    },
    dispose: versions.dispose,
  };
}

export function versionIn(
  versions: ScenarioVersions | null,
  version: number | null,
): ScenarioVersion | null {
  return versions?.versions.find((each) => each.version === version) ?? null;
}

/** What a change is about, so that it can be said in few words. */
export type ChangedPart = 'ways' | 'text' | 'settings';

const WAYS = ['next', 'otherwise', 'unreachable', 'outranked', 'unavailable'];

export interface Change extends Pick<DefinitionChange, 'kind' | 'blockId'> {
  readonly parts: readonly ChangedPart[];
}

export function changesOf(
  before: ScenarioDefinition,
  after: ScenarioDefinition,
): readonly Change[] {
  return changesBetween(before, after).map(({ kind, blockId, fields }) => ({
    kind,
    blockId,
    parts: [...new Set(fields.map(partOf))],
  }));
}

function partOf(field: string): ChangedPart {
  if (WAYS.includes(field.split('.').at(-1) ?? '')) return 'ways';
  return field.startsWith('content') ? 'text' : 'settings';
}
