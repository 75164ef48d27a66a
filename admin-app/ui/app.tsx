import { useEffect, useState } from 'preact/hooks';
import { ErrorBoundary, LocationProvider, lazy, Route, Router, useLocation } from 'preact-iso';
import { Failed } from './components/notice.tsx';
import { Shell } from './components/shell.tsx';
import { asFailure } from './models/resource.ts';
import { connectRouter } from './navigation.ts';
import { HomePage } from './pages/home.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { type Services, ServicesContext } from './services.ts';

const CustomersPage = lazy(async () => (await import('./pages/customers.tsx')).CustomersPage);
const CustomerPage = lazy(async () => (await import('./pages/customer.tsx')).CustomerPage);
const AppendPage = lazy(async () => (await import('./pages/append.tsx')).AppendPage);
const InactivePage = lazy(async () => (await import('./pages/inactive.tsx')).InactivePage);
const ScenariosPage = lazy(async () => (await import('./pages/scenarios.tsx')).ScenariosPage);
const ScenarioPage = lazy(async () => (await import('./pages/scenario.tsx')).ScenarioPage);
const ResultsPage = lazy(async () => (await import('./pages/results.tsx')).ResultsPage);
const AllResultsPage = lazy(async () => (await import('./pages/all-results.tsx')).AllResultsPage);
const CampaignsPage = lazy(async () => (await import('./pages/campaigns.tsx')).CampaignsPage);
const CalendarPage = lazy(async () => (await import('./pages/calendar.tsx')).CalendarPage);
const CampaignPage = lazy(async () => (await import('./pages/campaign.tsx')).CampaignPage);
const OnSitePage = lazy(async () => (await import('./pages/on-site.tsx')).OnSitePage);
const PredictionsPage = lazy(async () => (await import('./pages/predictions.tsx')).PredictionsPage);
const NotSentPage = lazy(async () => (await import('./pages/not-sent.tsx')).NotSentPage);
const SegmentsPage = lazy(async () => (await import('./pages/segments.tsx')).SegmentsPage);
const SegmentPage = lazy(async () => (await import('./pages/segment.tsx')).SegmentPage);
const NewSegmentPage = lazy(async () => (await import('./pages/new-segment.tsx')).NewSegmentPage);
const SettingsOverview = lazy(async () => (await import('./pages/settings.tsx')).SettingsOverview);
const AudiencesPage = lazy(async () => (await import('./pages/audiences.tsx')).AudiencesPage);
const ChannelsPage = lazy(async () => (await import('./pages/channels.tsx')).ChannelsPage);
const PrioritiesPage = lazy(async () => (await import('./pages/priorities.tsx')).PrioritiesPage);
const StaffLogPage = lazy(async () => (await import('./pages/settings-log.tsx')).StaffLogPage);
const DataPage = lazy(async () => (await import('./pages/settings-data.tsx')).DataPage);
const StatusPage = lazy(async () => (await import('./pages/settings-status.tsx')).StatusPage);
const LanguagesPage = lazy(
  async () => (await import('./pages/settings-languages.tsx')).LanguagesPage,
);
const TiersPage = lazy(async () => (await import('./pages/tiers.tsx')).TiersPage);
const RetentionPage = lazy(async () => (await import('./pages/retention.tsx')).RetentionPage);
const SyncProblemsPage = lazy(
  async () => (await import('./pages/sync-problems.tsx')).SyncProblemsPage,
);

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
        <Route path="/" component={HomePage} />
        <Route path="/customers" component={CustomersPage} />
        <Route path="/customers/append" component={AppendPage} />
        <Route path="/customers/inactive" component={InactivePage} />
        <Route path="/customers/retention" component={RetentionPage} />
        <Route path="/customers/:id" component={CustomerPage} />
        <Route path="/predictions" component={PredictionsPage} />
        <Route path="/segments" component={SegmentsPage} />
        <Route path="/segments/new" component={NewSegmentPage} />
        <Route path="/segments/:id" component={SegmentPage} />
        <Route path="/scenarios" component={ScenariosPage} />
        <Route path="/scenarios/:id" component={ScenarioPage} />
        <Route path="/scenarios/:id/results" component={ResultsPage} />
        <Route path="/results" component={AllResultsPage} />
        <Route path="/campaigns" component={CampaignsPage} />
        <Route path="/calendar" component={CalendarPage} />
        <Route path="/campaigns/:id" component={CampaignPage} />
        <Route path="/on-site" component={OnSitePage} />
        <Route path="/settings" component={SettingsOverview} />
        <Route path="/settings/audiences" component={AudiencesPage} />
        <Route path="/settings/channels" component={ChannelsPage} />
        <Route path="/settings/data" component={DataPage} />
        <Route path="/settings/languages" component={LanguagesPage} />
        <Route path="/settings/log" component={StaffLogPage} />
        <Route path="/settings/priorities" component={PrioritiesPage} />
        <Route path="/settings/status" component={StatusPage} />
        <Route path="/settings/tiers" component={TiersPage} />
        <Route path="/not-sent" component={NotSentPage} />
        <Route path="/sync/problems" component={SyncProblemsPage} />
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
  );
}
