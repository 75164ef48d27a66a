import type { ImportDetails } from '../../../contract/append.ts';
import { readRow } from '../../../core/append/read-row.ts';
import type { AppendMapping } from '../../../core/append/types.ts';
import { t } from '../../language/t.ts';

interface Props {
  readonly details: ImportDetails;
  readonly mapping: AppendMapping;
}

/** The first lines as they would be read now; what is no value of its type is marked, and says so. */
export function FirstLines({ details, mapping }: Props) {
  const { header, preview, separator } = details;
  return (
    <details>
      <summary>{t('append.preview')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever uses the keyboard scrolls it sideways too */}
      <section class="append-scroll" tabIndex={0} aria-label={t('append.preview')}>
        <table class="table">
          <thead>
            <tr>
              <th class="amount">{t('append.line')}</th>
              {header.map((name, place) => (
                <th key={`${place} ${name}`}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.map(({ line, fields, fault }) => {
              const { invalid } = readRow(fields, mapping, { decimalComma: separator !== ',' });
              return (
                <tr key={line}>
                  <td class="amount">{line}</td>
                  {fault ? (
                    <td colSpan={header.length} class="append-bad">
                      {t(`append.fault.${fault}`)}
                    </td>
                  ) : (
                    header.map((name, place) => (
                      <td key={`${place} ${name}`}>
                        <div class="append-example">{fields[place]}</div>
                        {invalid.includes(place) && (
                          <span class="small append-bad">{t('append.badValue')}</span>
                        )}
                      </td>
                    ))
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </details>
  );
}
