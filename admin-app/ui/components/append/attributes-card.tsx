import type { CustomerAttribute } from '../../../contract/append.ts';
import { CUSTOMER_CLASSES } from '../../../core/append/types.ts';
import '../../language/append/texts.ts';
import { dateOf, day, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { customerAttributesModel } from '../../models/append.ts';
import { useModel } from '../../services.ts';
import { Await } from '../await.tsx';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { Bones } from '../skeleton.tsx';
import './append.css';

const MOST_DECIMALS = 6;

/** What third parties say of a customer, each with the file it came from; and what is to be feared of the address. */
export function AttributesCard({ customerId }: { readonly customerId: number }) {
  const model = useModel(({ api }) => customerAttributesModel(api, customerId), customerId);
  return (
    <Card title={t('append.known')}>
      <Await of={model.known} bones={<Bones lines={3} />}>
        {({ attributes, risk }) => (
          <div class="stack">
            {risk && (
              <div>
                <Badge tone={risk.verdict === 'no' ? 'bad' : 'due'}>
                  {t('append.riskOf', { why: t(`append.why.${risk.why}`) })}
                </Badge>
              </div>
            )}
            {attributes.length === 0 && <p class="soft">{t('append.customerNone')}</p>}
            {attributes.length > 0 && (
              <dl class="append-known">
                {attributes.map((each) => (
                  <Attribute key={each.name} of={each} />
                ))}
              </dl>
            )}
          </div>
        )}
      </Await>
    </Card>
  );
}

function Attribute({ of }: { readonly of: CustomerAttribute }) {
  const { name, type, fileName, at, set } = of;
  return (
    <div>
      <dt>{type === 'class' ? t('append.class') : name}</dt>
      <dd>
        {valueInWords(of)}
        <span class="small soft">
          {t('append.from', { file: fileName, day: dateOf(at), set: t(`append.set.${set}`) })}
        </span>
      </dd>
    </div>
  );
}

export function valueInWords({ type, value }: Pick<CustomerAttribute, 'type' | 'value'>): string {
  if (typeof value === 'number') return number(value, MOST_DECIMALS);
  if (typeof value === 'boolean') return t(value ? 'append.yes' : 'append.no');
  if (type === 'date') return day(value);
  const means = type === 'class' ? CUSTOMER_CLASSES.find((each) => each === value) : undefined;
  return means ? t(`append.class.${means}`) : value;
}
