import { useLocation } from 'preact-iso';
import type { TemplateChoices } from '../../core/scenario/templates/gallery.ts';
import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { CountedAt } from '../components/counted-at.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { CreateDialog } from '../components/scenarios/create-dialog.tsx';
import { ScenarioList } from '../components/scenarios/scenario-list.tsx';
import { StaffAlerts } from '../components/scenarios/staff-alerts.tsx';
import { Templates } from '../components/scenarios/templates.tsx';
import { Bone, RowBones } from '../components/skeleton.tsx';
import '../language/scenarios/texts.ts';
import { t } from '../language/t.ts';
import { scenariosModel } from '../models/scenarios.ts';
import { navigate, setQuery, to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** All scenarios, and the templates to begin from. `?new=<template>` opens the question for its name. */
export function ScenariosPage() {
  const model = useModel(({ api }) => scenariosModel(api), 'scenarios');
  const wanted = useLocation().query.new;
  const template = model.templates.value.value?.templates.find((each) => each.template === wanted);

  function tradeName(trade: string): string | undefined {
    const offered = model.templates.value.value?.templates.flatMap(({ options }) => options) ?? [];
    return offered
      .find(({ name }) => name === 'trade')
      ?.choices.find(({ value }) => value === trade)?.label;
  }

  async function create(name: string, choices: TemplateChoices): Promise<void> {
    if (!template) return;
    const scenarioId = await model.create(template.template, name, choices);
    navigate(to(`/scenarios/${scenarioId}`));
  }

  return (
    <Page title={t('scenarios.title')} lead={t('scenarios.lead')}>
      <div class="stack large">
        <StaffAlerts />
        <Card flush>
          <Await of={model.scenarios} bones={<RowBones />}>
            {({ scenarios, countedAt }) =>
              scenarios.length === 0 ? (
                <Empty icon="scenarios" title={t('scenarios.none')}>
                  {t('scenarios.noneText')}
                </Empty>
              ) : (
                <>
                  <ScenarioList {...{ scenarios, tradeName }} />
                  {countedAt !== null && (
                    <div class="list-foot">
                      <CountedAt at={countedAt} />
                    </div>
                  )}
                </>
              )
            }
          </Await>
        </Card>
        <section class="stack" aria-label={t('scenarios.templates')}>
          <h2>{t('scenarios.templates')}</h2>
          <Await of={model.templates} bones={<Bone height={300} width={40} />}>
            {({ templates }) => (
              <Templates
                templates={templates}
                onChoose={(chosen) => setQuery({ new: chosen.template }, false)}
              />
            )}
          </Await>
        </section>
      </div>
      {template && (
        <CreateDialog
          template={template}
          taken={model.scenarios.value.value?.scenarios.map(({ name }) => name) ?? []}
          onClose={() => setQuery({ new: undefined })}
          onCreate={create}
        />
      )}
    </Page>
  );
}
