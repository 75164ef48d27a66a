import type { ImportDetails } from '../../../contract/append.ts';
import {
  APPENDED_TYPES,
  type AppendMapping,
  CUSTOMER_CLASSES,
  KEY_KINDS,
} from '../../../core/append/types.ts';
import type { RequestFailed } from '../../api.ts';
import { t } from '../../language/t.ts';
import type { ImportModel } from '../../models/append.ts';
import {
  columnFault,
  meaningOf,
  meaningText,
  withClass,
  withMeaning,
  withName,
} from '../../models/append-mapping.ts';
import { Field, TextField, textOf } from '../field.tsx';

interface Props {
  readonly details: ImportDetails;
  readonly mapping: AppendMapping;
  readonly edit: ImportModel['edit'];
}

interface TableProps extends Props {
  /** Why the mapping was refused; what it says of a column stands there. */
  readonly failure: RequestFailed | null;
}

const SHOWN_EXAMPLES = 3;

/** One line for each column of the file: what it means, and the first of what stands in it. */
export function MappingTable({ details, mapping, edit, failure }: TableProps) {
  return (
    <div class="append-scroll">
      <table class="table cards">
        <thead>
          <tr>
            <th>{t('append.column.name')}</th>
            <th>{t('append.column.means')}</th>
            <th>{t('append.column.attribute')}</th>
            <th>{t('append.column.examples')}</th>
          </tr>
        </thead>
        <tbody>
          {details.header.map((name, place) => (
            <Column
              key={place}
              place={place}
              header={name}
              {...{ details, mapping, edit, failure }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ColumnProps extends TableProps {
  readonly place: number;
  readonly header: string;
}

function Column({ place, header, details, mapping, edit, failure }: ColumnProps) {
  const meaning = meaningOf(mapping, place);
  const fault = columnFault(failure, mapping, place);
  const values = valuesOf(details, place);
  const name = header || `${t('append.column.name')} ${place + 1}`;
  return (
    <tr>
      <td class="wide">
        <strong>{name}</strong>
      </td>
      <td class="wide" data-label={t('append.column.means')}>
        <Field
          label={t('append.means', { column: name })}
          hideLabel
          fault={meaning.kind === 'attribute' ? null : fault}
        >
          {(control) => (
            <select
              {...control}
              value={meaningText(meaning)}
              onChange={(event) =>
                edit(withMeaning(mapping, { place, header, values }, textOf(event)))
              }
            >
              <option value="skip">{t('append.means.skip')}</option>
              {KEY_KINDS.map((kind) => (
                <option key={kind} value={`key:${kind}`}>
                  {t(`append.key.${kind}`)}
                </option>
              ))}
              {APPENDED_TYPES.map((type) => (
                <option key={type} value={`type:${type}`}>
                  {t(`append.type.${type}`)}
                </option>
              ))}
              <option value="class">{t('append.type.class')}</option>
            </select>
          )}
        </Field>
      </td>
      <td class="wide" data-label={t('append.column.attribute')}>
        {meaning.kind === 'attribute' ? (
          <TextField
            label={t('append.named', { column: name })}
            hideLabel
            value={meaning.name}
            fault={fault}
            maxLength={60}
            onInput={(text) => edit(withName(mapping, place, text))}
          />
        ) : (
          <span class="faint">—</span>
        )}
      </td>
      <td class="wide" data-label={t('append.column.examples')}>
        <div class="append-example">{values.slice(0, SHOWN_EXAMPLES).join(' · ')}</div>
      </td>
    </tr>
  );
}

/** The different values of the first lines. */
function valuesOf({ preview }: ImportDetails, place: number): readonly string[] {
  const all = preview.map(({ fields }) => (fields[place] ?? '').trim());
  return [...new Set(all.filter((value) => value !== ''))];
}

/** Which values of the class column stand for which class. */
export function ClassValues({ details, mapping, edit }: Props) {
  const { classes } = mapping;
  if (!classes) return null;
  const column = details.header[classes.column] ?? '';
  const known = classes.values.map(({ value }) => value);
  const values = [...new Set([...valuesOf(details, classes.column), ...known])];
  return (
    <div class="stack tight">
      <h3>{t('append.classes', { column })}</h3>
      <p class="small soft">{t('append.classText')}</p>
      <div class="append-classes">
        {values.map((value) => (
          <Field key={value} label={t('append.classMeans', { value })}>
            {(control) => (
              <select
                {...control}
                value={classes.values.find((each) => each.value === value)?.means ?? ''}
                onChange={(event) => {
                  const means = CUSTOMER_CLASSES.find((each) => each === textOf(event)) ?? null;
                  edit(withClass(mapping, value, means));
                }}
              >
                <option value="">{t('append.class.none')}</option>
                {CUSTOMER_CLASSES.map((each) => (
                  <option key={each} value={each}>
                    {t(`append.class.${each}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
        <Field label={t('append.anotherValue')}>
          {(control) => (
            <input
              {...control}
              type="text"
              onChange={(event) => {
                const value = textOf(event).trim();
                if (value !== '') edit(withClass(mapping, value, 'dead mailbox'));
                event.currentTarget.value = '';
              }}
            />
          )}
        </Field>
      </div>
    </div>
  );
}
