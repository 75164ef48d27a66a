import type { RequestFailed } from '../../api.ts';
import { t } from '../../language/t.ts';

/** Why a name was refused, in the person's language; null when something else was. */
export function refusedName({ status, field }: RequestFailed): string | null {
  return field === 'name' && status === 422 ? t('segment.nameTaken') : null;
}
