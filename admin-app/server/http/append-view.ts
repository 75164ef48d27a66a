import type { ImportDetails, ImportView, LineFault, MatchReport } from '../../contract/append.ts';
import { type MappingFault, suggestMapping } from '../../core/append/mapping.ts';
import { readRow } from '../../core/append/read-row.ts';
import type { StoredImport } from '../database/append-imports.ts';
import type { StoredLine } from '../database/append-rows.ts';

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

/** What is wrong, and what would be right. */
export function faultSentence(fault: MappingFault, header: readonly string[]): string {
  const named = (column: number) => `"${header[column] || `column ${column + 1}`}"`;
  switch (fault.code) {
    case 'key column missing':
      return 'The key column is not in the file; choose one that is';
    case 'nothing to import':
      return 'No column is to be imported; choose at least one attribute, or the class';
    case 'too many attributes':
      return `At most ${fault.limit} attributes can be imported from one file`;
    case 'column missing':
      return `Column ${fault.column + 1} is not in the file`;
    case 'column twice':
      return `The column ${named(fault.column)} is used twice; each can be one thing only`;
    case 'name empty':
      return `The attribute of the column ${named(fault.column)} has no name`;
    case 'name too long':
      return `The name of the column ${named(fault.column)} is too long; at most 60 characters`;
    case 'name twice':
      return `Two attributes are called "${fault.name}"; give each a name of its own`;
    case 'name reserved':
      return `"${fault.name}" is the name of the class; give the attribute another`;
  }
}
