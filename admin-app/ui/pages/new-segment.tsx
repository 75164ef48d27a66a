import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { SegmentFields } from '../components/segments/segment-fields.tsx';
import { UndoButtons } from '../components/undo-buttons.tsx';
import '../language/segments/texts.ts';
import { t } from '../language/t.ts';
import { faultAt } from '../models/form.ts';
import { asFailure } from '../models/resource.ts';
import { newSegmentModel } from '../models/segment-new.ts';
import { createSegmentPreview } from '../models/segment-preview.ts';
import { navigate, to } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';

/** A segment to be. `?from=<key>` begins with a ready-made one, `?name=&query=` with those. */
export function NewSegmentPage() {
  const { from, name: givenName, query } = useLocation().query;
  const key = JSON.stringify([from, givenName, query]);
  const model = useModel(({ api }) => newSegmentModel(api, { from, name: givenName, query }), key);
  const preview = useModel(createSegmentPreview, key);
  const { host } = useServices();
  const [nameFault, setNameFault] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { name } = model.editor.draft.value;

  async function create(): Promise<void> {
    setRefusal(null);
    if (name.trim() === '') return setNameFault(t('segment.nameMissing'));
    try {
      const id = await model.create();
      host.toast(t('segment.created'));
      navigate(to(`/segments/${id}`), true);
    } catch (error) {
      const failure = asFailure(error);
      setNameFault(faultAt(failure, 'name'));
      if (failure.field !== 'name') setRefusal(failure.message);
    }
  }

  return (
    <Page
      width="wide"
      title={t('segment.newTitle')}
      lead={t('segment.newLead')}
      back={{ href: to('/segments'), label: t('segments.title') }}
      actions={
        <>
          <UndoButtons editor={model.editor} fieldsUndo />
          <Button
            kind="primary"
            icon="check"
            busy={model.working.value}
            disabled={preview.state.value.fault !== null}
            onClick={() => void create()}
          >
            {t('segment.create')}
          </Button>
        </>
      }
    >
      <div class="stack">
        {refusal && (
          <Notice tone="bad" title={t('failure.refused')}>
            <span>{refusal}</span>
          </Notice>
        )}
        <SegmentFields
          editor={model.editor}
          preview={preview}
          values={model.values.value.value}
          ownName={null}
          nameFault={nameFault}
        />
      </div>
    </Page>
  );
}
