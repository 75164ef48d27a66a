import { useEffect } from 'preact/hooks';
import type { ScenarioVersion } from '../../../contract/scenario-versions.ts';
import type { ScenarioDefinition } from '../../../core/scenario/types.ts';
import { dateTimeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { changesOf, type VersionsModel, versionIn } from '../../models/scenario-versions.ts';
import { Await } from '../await.tsx';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { CountedAt, figure } from '../counted-at.tsx';
import { Bones } from '../skeleton.tsx';
import { ChangesList } from './changes-list.tsx';
import './versions.css';

interface Props {
  readonly model: VersionsModel;
  readonly activeVersion: number | null;
  readonly draft: ScenarioDefinition;
  readonly onOpen: (blockId: string) => void;
  /** Takes an older version's blocks over as the draft. */
  readonly onTakeOver: (version: ScenarioVersion) => void;
  readonly onClose: () => void;
}

const LIVE_MS = 5000;

/** What the draft changes, and every version there was with how many are in it. */
export function VersionsPanel({ model, activeVersion, draft, onOpen, onTakeOver, onClose }: Props) {
  // Customers move over for a while after activating; the counts follow.
  useEffect(() => {
    const load = () => void model.versions.load();
    load();
    const counting = setInterval(load, LIVE_MS);
    return () => clearInterval(counting);
  }, [model]);
  return (
    <div class="panel">
      <div class="panel-head">
        <h2>{t('versions.title')}</h2>
        <span class="panel-tools">
          <Button kind="plain" icon="close" label={t('action.close')} onClick={onClose} />
        </span>
      </div>
      {activeVersion === null ? (
        <p class="soft">{t('versions.none')}</p>
      ) : (
        <Await of={model.versions} bones={<Bones lines={6} />}>
          {(view) => (
            <>
              <DraftChanges active={versionIn(view, activeVersion)} draft={draft} onOpen={onOpen} />
              <ol class="versions">
                {view.versions.map((version, at) => (
                  <Version
                    key={version.version}
                    version={version}
                    before={view.versions[at + 1] ?? null}
                    active={version.version === activeVersion}
                    onTakeOver={() => onTakeOver(version)}
                  />
                ))}
              </ol>
              <CountedAt at={view.countedAt} />
            </>
          )}
        </Await>
      )}
    </div>
  );
}

interface DraftProps {
  readonly active: ScenarioVersion | null;
  readonly draft: ScenarioDefinition;
  readonly onOpen: (blockId: string) => void;
}

function DraftChanges({ active, draft, onOpen }: DraftProps) {
  if (!active) return null;
  const changes = changesOf(active.definition, draft);
  return (
    <section class="stack tight">
      <h3>{t('versions.draft', { version: active.version })}</h3>
      {changes.length === 0 ? (
        <p class="soft small">{t('versions.same')}</p>
      ) : (
        <ChangesList before={active.definition} after={draft} changes={changes} onOpen={onOpen} />
      )}
    </section>
  );
}

interface VersionProps {
  readonly version: ScenarioVersion;
  /** The one before it; null for the first. */
  readonly before: ScenarioVersion | null;
  readonly active: boolean;
  readonly onTakeOver: () => void;
}

function Version({ version, before, active, onTakeOver }: VersionProps) {
  const changes = before ? changesOf(before.definition, version.definition) : [];
  return (
    <li>
      <span class="row">
        <strong>{t('versions.version', { version: version.version })}</strong>
        {active && <Badge tone="accent">{t('status.active')}</Badge>}
      </span>
      <span class="small soft">
        {t('versions.since', { when: dateTimeOf(version.activatedAt) })}
        {' · '}
        {t('versions.counts', {
          entered: figure(version.entered),
          inside: figure(version.inside),
        })}
      </span>
      {before && changes.length > 0 && (
        <details>
          <summary class="small">{t('versions.changes', { n: changes.length })}</summary>
          <ChangesList before={before.definition} after={version.definition} changes={changes} />
        </details>
      )}
      {!active && (
        <div>
          <Button compact icon="undo" onClick={onTakeOver}>
            {t('versions.takeOver')}
          </Button>
        </div>
      )}
    </li>
  );
}
