import { useEffect, useState } from 'preact/hooks';
import type { AfterRename, UnreadQuery } from '../../contract/segments.ts';
import '../language/renames/texts.ts';
import { t } from '../language/t.ts';
import { to } from '../navigation.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

const PATHS = { segment: '/segments', scenario: '/scenarios', campaign: '/campaigns' } as const;
const TO_THE_QUERY = { segment: { tab: 'conditions' }, scenario: {}, campaign: {} } as const;

/**
 * After a change of name: where queries say the old one still, because they cannot be read. Stays when the page is loaded
 * anew in the background, which tells it no more.
 */
export function UnreadQueries({ of: view }: { readonly of: Partial<AfterRename> | null }) {
  const [places, setPlaces] = useState<readonly UnreadQuery[]>([]);
  const told = view?.unreadQueries;
  useEffect(() => {
    if (told) setPlaces(told);
  }, [told]);
  if (places.length === 0) return null;
  return (
    <Notice tone="due" title={t('renames.unread', { n: places.length })}>
      <span>{t('renames.unreadText')}</span>
      <ul>
        {places.map(({ of, id, name }) => (
          <li key={`${of} ${id}`}>
            {t(`renames.${of}`)} <a href={to(`${PATHS[of]}/${id}`, TO_THE_QUERY[of])}>{name}</a>
          </li>
        ))}
      </ul>
      <Button compact onClick={() => setPlaces([])}>
        {t('renames.seen')}
      </Button>
    </Notice>
  );
}
