import { ButtonLink } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { t } from '../language/t.ts';
import { to } from '../navigation.ts';

export function NotFoundPage() {
  return (
    <Page title={t('notFound.title')}>
      <Card>
        <Empty
          icon="search"
          title={t('notFound.title')}
          action={<ButtonLink href={to('/')}>{t('notFound.action')}</ButtonLink>}
        >
          {t('notFound.text')}
        </Empty>
      </Card>
    </Page>
  );
}
