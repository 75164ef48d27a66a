import type { ImportDetails, ImportView, LineFault, MatchReport } from '../../contract/append.ts';
import { LONGEST_NAME, type MappingFault, suggestMapping } from '../../core/append/mapping.ts';
import { readRow } from '../../core/append/read-row.ts';
import type { StoredImport } from '../database/append-imports.ts';
import type { StoredLine } from '../database/append-rows.ts';
import { type Refusal, refusal } from './refusal.ts';

export function importView(stored: StoredImport): ImportView {
  const { importId, fileName, set, segments, state, rows, customers, encoding, separator } = stored;
  const { createdAt, importedAt, undoneAt, sameAs, mapping } = stored;
  return {
    ...{ importId, fileName, set, segments, state, rows, customers, encoding, separator },
    ...{ createdAt, importedAt, undoneAt, sameAs },
    progress: progressOf(stored),
    attributes: (mapping?.attributes ?? []).map(({ name }) => name),
  };
}

/** Lines that go over several lines of the file make it end a little early. */
function progressOf({ state, throughLine, rows, customers }: StoredImport): number | null {
  const all = state === 'undoing' ? customers : rows;
  if (state !== 'checking' && state !== 'importing' && state !== 'undoing') return null;
  return Math.min(1, throughLine / Math.max(1, all + 1));
}

export function importDetails(stored: StoredImport, lines: readonly StoredLine[]): ImportDetails {
  const { header, separator } = stored;
  const conventions = { decimalComma: separator !== ',' };
  const readable = lines.filter(({ fault }) => fault === null).map(({ fields }) => fields);
  const mapping = stored.mapping ?? suggestMapping(header, readable, conventions);
  return {
    ...importView(stored),
    header,
    mapping,
    preview: lines.map(({ line, fields, fault }) => ({
      line,
      fields,
      // Written by the reading of uploads.
      fault: fault as LineFault['why'] | null,
      invalid: fault === null ? readRow(fields, mapping, conventions).invalid : [],
    })),
    // Written by the check.
    report: stored.report as MatchReport | null,
  };
}

/** What is wrong, and what would be right; `field` names the column where it is about one. */
export function mappingRefusal(fault: MappingFault, header: readonly string[]): Refusal {
  if (!('column' in fault)) return wholeRefusal(fault);
  const field = `mapping.${fault.column}`;
  const column = header[fault.column] || `column ${fault.column + 1}`;
  switch (fault.code) {
    case 'column missing':
      return refusal(422, fault.code, { column: fault.column + 1 }, field);
    case 'column twice':
    case 'name empty':
      return refusal(422, fault.code, { column }, field);
    case 'name too long':
      return refusal(422, fault.code, { column, most: LONGEST_NAME }, field);
    case 'name twice':
    case 'name reserved':
      return refusal(422, fault.code, { name: fault.name }, field);
  }
}

function wholeRefusal(fault: Exclude<MappingFault, { readonly column: number }>): Refusal {
  return fault.code === 'too many attributes'
    ? refusal(422, fault.code, { limit: fault.limit }, 'mapping')
    : refusal(422, fault.code, {}, 'mapping');
}
