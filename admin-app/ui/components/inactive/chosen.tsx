import { useEffect, useRef } from 'preact/hooks';
import type { InactiveView } from '../../../contract/inactive.ts';
import { t } from '../../language/t.ts';
import {
  choiceCount,
  choiceQuery,
  type InactiveChoice,
  inactiveCustomersModel,
} from '../../models/inactive.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Badge } from '../badge.tsx';
import { ButtonLink } from '../button.tsx';
import { Card } from '../card.tsx';
import { More } from '../more.tsx';
import { Empty, Failed } from '../notice.tsx';
import { Bones, Loading } from '../skeleton.tsx';
import { InactiveTable } from './inactive-table.tsx';

interface Props {
  readonly view: InactiveView;
  readonly choice: InactiveChoice;
}

/** The customers of the chosen question or cell, and what can be done about all of them together. */
export function Chosen({ view, choice }: Props) {
  const count = choiceCount(choice, view);
  const name = choiceName(choice);
  return (
    <Card
      flush
      class="inactive-chosen"
      title={
        <span class="row" ref={useSeen(JSON.stringify(choice))}>
          {name}
          {count !== null && <Badge tone="accent">{t('inactive.customers', { n: count })}</Badge>}
        </span>
      }
      aside={
        <span class="row">
          <ButtonLink
            compact
            icon="segments"
            href={to('/segments/new', { query: choiceQuery(choice, view.definition), name })}
          >
            {t('inactive.makeSegment')}
          </ButtonLink>
          <ButtonLink
            compact
            kind="primary"
            icon="scenarios"
            href={to('/scenarios', { new: 'win-back' })}
          >
            {t('inactive.winBack')}
          </ButtonLink>
        </span>
      }
    >
      <Listing choice={choice} version={view.version} />
    </Card>
  );
}

function choiceName(choice: InactiveChoice): string {
  if (choice.kind === 'list') return t(`inactive.name.${choice.list}`);
  return t('inactive.cell', {
    order: t(`inactive.long.${choice.order}`),
    response: t(`inactive.long.${choice.response}`),
  });
}

/** Another choice than the page began with brings its list into view. */
function useSeen(choice: string) {
  const element = useRef<HTMLSpanElement>(null);
  const first = useRef(choice);
  useEffect(() => {
    if (first.current === choice) return;
    first.current = '';
    element.current?.closest('.card')?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [choice]);
  return element;
}

function Listing({
  choice,
  version,
}: {
  readonly choice: InactiveChoice;
  readonly version: number;
}) {
  const model = useModel(
    ({ api }) => inactiveCustomersModel(api, choice, version),
    `${JSON.stringify(choice)} ${version}`,
  );
  const customers = model.items.value;
  const failure = model.failure.value;
  if (failure && customers === null)
    return <Failed failure={failure} retry={() => void model.restart()} />;
  if (customers === null) {
    return (
      <Loading>
        <div class="inactive-bones">
          <Bones lines={10} />
        </div>
      </Loading>
    );
  }
  if (customers.length === 0 && !model.hasMore.value) {
    return (
      <Empty icon="check" title={t('inactive.nobody')}>
        {t('inactive.nobodyText')}
      </Empty>
    );
  }
  return (
    <>
      <InactiveTable customers={customers} signedUp={isOfNeverOrdered(choice)} />
      <More list={model} />
    </>
  );
}

function isOfNeverOrdered(choice: InactiveChoice): boolean {
  return choice.kind === 'list' ? choice.list === 'never' : choice.order === 'never';
}
