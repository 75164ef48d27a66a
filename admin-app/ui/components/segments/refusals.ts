import type { RequestFailed } from '../../api.ts';
import { t } from '../../language/t.ts';

/** Why a name was refused, in the person's language; null when something else was. */
export function refusedName({ status, field }: RequestFailed): string | null {
  return field === 'name' && status === 422 ? t('segment.nameTaken') : null;
}

/** Why something could not be done with a segment: what the server only says in English is said in our words. */
export function refusedInWords(failure: RequestFailed, refused: 'save' | 'archive'): string {
  const taken = refusedName(failure);
  if (taken !== null) return taken;
  if (failure.status !== 409) return failure.message;
  return t(refused === 'archive' ? 'segment.inUseTitle' : 'segment.archivedTitle');
}
