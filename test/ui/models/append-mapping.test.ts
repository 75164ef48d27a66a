import { expect, it } from 'vitest';
import { mappingFault } from '../../../admin-app/core/append/mapping.ts';
import type { AppendMapping } from '../../../admin-app/core/append/types.ts';
import { mappingRefusal } from '../../../admin-app/server/http/append-view.ts';
import { RequestFailed } from '../../../admin-app/ui/api.ts';
import { columnFault } from '../../../admin-app/ui/models/append-mapping.ts';

const HEADER = ['id', 'seen', 'score'];
const mapping: AppendMapping = {
  key: { column: 0, kind: 'customer id' },
  attributes: [
    { column: 1, name: 'seen', type: 'date' },
    { column: 2, name: 'seen', type: 'number' },
  ],
  classes: null,
};

/** At which columns the server's refusal of the mapping is said. */
function columnsNamed(given: AppendMapping, columns = HEADER.length): readonly number[] {
  const fault = mappingFault(given, columns);
  if (fault === null) return [];
  const { field, message } = mappingRefusal(fault, HEADER).toFailure().error;
  return named(new RequestFailed(message, 422, field ?? null));
}

function named(failure: RequestFailed): readonly number[] {
  return HEADER.flatMap((_, column) =>
    columnFault(failure, mapping, column) === failure.message ? [column] : [],
  );
}

it.each<readonly [why: string, given: AppendMapping, columns: readonly number[]]>([
  ['two attributes of one name', mapping, [2]],
  [
    'a column that is two things',
    { ...mapping, attributes: [{ column: 0, name: 'a', type: 'text' }] },
    [0],
  ],
  ['nothing to import', { ...mapping, attributes: [] }, []],
])('%s is said at the column that it is about', (_, given, columns) => {
  expect(columnsNamed(given)).toEqual(columns);
});

it('finds the column of an attribute that the request names by its number', () => {
  const failure = new RequestFailed('this is missing', 422, 'mapping.attributes.1.name');
  expect(named(failure)).toEqual([2]);
  expect(named(new RequestFailed('no', 409))).toEqual([]);
});
