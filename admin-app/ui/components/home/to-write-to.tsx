import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const SHOWN = 5;

/** Whom scenarios ask the team to look after: fetched by itself, as most days there is nobody. */
export function ToWriteTo() {
  const [Alerts, show] = useState<FunctionComponent<{ readonly most?: number }> | null>(null);
  useEffect(() => {
    void import('../scenarios/staff-alerts.tsx').then(
      ({ StaffAlerts }) => show(() => StaffAlerts),
      // After an update of the server the script can be gone; the rest of the page does without.
      () => show(null),
    );
  }, []);
  return Alerts && <Alerts most={SHOWN} />;
}
