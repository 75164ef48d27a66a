import type { TemplatesView } from '../../../contract/scenarios.ts';
import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Thumbnail } from '../graph/thumbnail.tsx';
import './scenarios.css';

export type Template = TemplatesView['templates'][number];

/** Templates with the picture of their graph and what they are good for. */
export function Templates({
  templates,
  onChoose,
}: {
  readonly templates: readonly Template[];
  readonly onChoose: (template: Template) => void;
}) {
  return (
    <div class="templates">
      {templates.map((template, place) => (
        <Card key={template.template} flush class="template">
          <div class="template-picture">
            <Thumbnail definition={template.definition} />
          </div>
          <div class="template-text">
            <h3>{template.name}</h3>
            <p class="soft">{template.description}</p>
            {/* One thing to begin with: the win-back, which comes first. */}
            <Button
              {...(place === 0 && { kind: 'primary' })}
              icon="add"
              onClick={() => onChoose(template)}
            >
              {t('scenarios.create')}
              <span class="visually-hidden">({template.name})</span>
            </Button>
          </div>
        </Card>
      ))}
    </div>
  );
}
