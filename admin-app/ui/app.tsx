import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ErrorBoundary, LocationProvider, lazy, Route, Router, useLocation } from 'preact-iso';
import type { PageAddress } from '../contract/pages.ts';
import { Failed } from './components/notice.tsx';
import { Shell } from './components/shell.tsx';
import { asFailure } from './models/resource.ts';
import { connectRouter } from './navigation.ts';
import { HomePage } from './pages/home.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { type Services, ServicesContext } from './services.ts';

/** An address is that of the first page that fits it; each page but the first comes when it is opened. */
const PAGES: Readonly<Record<PageAddress, ComponentType<{ readonly id: string }>>> = {
  '/': HomePage,
  '/customers': lazy(async () => (await import('./pages/customers.tsx')).CustomersPage),
  '/customers/append': lazy(async () => (await import('./pages/append.tsx')).AppendPage),
  '/customers/inactive': lazy(async () => (await import('./pages/inactive.tsx')).InactivePage),
  '/customers/retention': lazy(async () => (await import('./pages/retention.tsx')).RetentionPage),
  '/customers/:id': lazy(async () => (await import('./pages/customer.tsx')).CustomerPage),
  '/predictions': lazy(async () => (await import('./pages/predictions.tsx')).PredictionsPage),
  '/segments': lazy(async () => (await import('./pages/segments.tsx')).SegmentsPage),
  '/segments/new': lazy(async () => (await import('./pages/new-segment.tsx')).NewSegmentPage),
  '/segments/:id': lazy(async () => (await import('./pages/segment.tsx')).SegmentPage),
  '/scenarios': lazy(async () => (await import('./pages/scenarios.tsx')).ScenariosPage),
  '/scenarios/:id': lazy(async () => (await import('./pages/scenario.tsx')).ScenarioPage),
  '/scenarios/:id/results': lazy(async () => (await import('./pages/results.tsx')).ResultsPage),
  '/results': lazy(async () => (await import('./pages/all-results.tsx')).AllResultsPage),
  '/campaigns': lazy(async () => (await import('./pages/campaigns.tsx')).CampaignsPage),
  '/calendar': lazy(async () => (await import('./pages/calendar.tsx')).CalendarPage),
  '/campaigns/:id': lazy(async () => (await import('./pages/campaign.tsx')).CampaignPage),
  '/on-site': lazy(async () => (await import('./pages/on-site.tsx')).OnSitePage),
  '/settings': lazy(async () => (await import('./pages/settings.tsx')).SettingsOverview),
  '/settings/audiences': lazy(async () => (await import('./pages/audiences.tsx')).AudiencesPage),
  '/settings/channels': lazy(async () => (await import('./pages/channels.tsx')).ChannelsPage),
  '/settings/data': lazy(async () => (await import('./pages/settings-data.tsx')).DataPage),
  '/settings/languages': lazy(
    async () => (await import('./pages/settings-languages.tsx')).LanguagesPage,
  ),
  '/settings/log': lazy(async () => (await import('./pages/settings-log.tsx')).StaffLogPage),
  '/settings/priorities': lazy(async () => (await import('./pages/priorities.tsx')).PrioritiesPage),
  '/settings/status': lazy(async () => (await import('./pages/settings-status.tsx')).StatusPage),
  '/settings/tiers': lazy(async () => (await import('./pages/tiers.tsx')).TiersPage),
  '/not-sent': lazy(async () => (await import('./pages/not-sent.tsx')).NotSentPage),
  '/sync/problems': lazy(async () => (await import('./pages/sync-problems.tsx')).SyncProblemsPage),
};

export function App({ services }: { readonly services: Services }) {
  return (
    <ServicesContext.Provider value={services}>
      <LocationProvider>
        <RouterConnection />
        <Shell hostNavigates={services.host.showsNavigation}>
          <Pages />
        </Shell>
      </LocationProvider>
    </ServicesContext.Provider>
  );
}

/** Lets code outside of components change the page. */
function RouterConnection() {
  const { route } = useLocation();
  useEffect(() => connectRouter(route), [route]);
  return null;
}

/** A page's script can be missing after an update of the server; then loading the document again helps. */
function Pages() {
  const [error, setError] = useState<unknown>(null);
  if (error) {
    return (
      <div class="page">
        <Failed failure={asFailure(error)} retry={() => location.reload()} />
      </div>
    );
  }
  return (
    <ErrorBoundary onError={setError}>
      <Router>
        {Object.entries(PAGES).map(([path, component]) => (
          <Route key={path} {...{ path, component }} />
        ))}
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
  );
}
