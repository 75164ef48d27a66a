import type { ComponentChildren } from 'preact';
import '../../language/channels/texts.ts';
import '../../language/languages/texts.ts';
import '../../language/priorities/texts.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { TiersCard } from '../tiers/tiers-card.tsx';
import { LanguagesState } from './languages-state.tsx';
import '../table.css';
import '../round-mark.css';
import './settings-groups.css';

interface Place {
  readonly href: string;
  readonly icon: IconName;
  readonly name: string;
  readonly text: ComponentChildren;
}

/** The way to everything else that is set once, by what it is about. */
export function SettingsGroups() {
  return (
    <div class="settings-groups">
      <Group
        title={t('overview.messages')}
        places={[
          {
            href: '/settings/channels',
            icon: 'mail',
            name: t('channels.title'),
            text: t('channels.lead'),
          },
          {
            href: '/settings/priorities',
            icon: 'clock',
            name: t('priorities.title'),
            text: t('priorities.lead'),
          },
          {
            href: '/settings/languages',
            icon: 'globe',
            name: t('languages.title'),
            text: <LanguagesState />,
          },
          {
            href: '/settings/audiences',
            icon: 'group',
            name: t('audiences.title'),
            text: t('audiences.lead'),
          },
          {
            href: '/results',
            icon: 'results',
            name: t('overview.attribution'),
            text: t('overview.attributionText'),
          },
        ]}
      />
      <TiersCard />
      <Group
        title={t('overview.care')}
        places={[
          {
            href: '/settings/status',
            icon: 'check',
            name: t('health.title'),
            text: t('overview.statusText'),
          },
          {
            href: '/settings/data',
            icon: 'archive',
            name: t('data.title'),
            text: t('overview.dataText'),
          },
          {
            href: '/settings/log',
            icon: 'history',
            name: t('log.title'),
            text: t('overview.logText'),
          },
        ]}
      />
    </div>
  );
}

function Group({ title, places }: { readonly title: string; readonly places: readonly Place[] }) {
  return (
    <Card title={title} flush>
      <ul class="settings-places">
        {places.map(({ href, icon, name, text }) => (
          <li key={href}>
            <span class="round-mark">
              <Icon name={icon} size={18} />
            </span>
            <span class="settings-words">
              <a class="row-link" href={to(href)}>
                {name}
              </a>
              <span class="small soft">{text}</span>
            </span>
            <Icon name="next" size={18} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
