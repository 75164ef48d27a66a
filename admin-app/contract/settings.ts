import { z } from 'zod';
import { REFUSALS } from './refusals.ts';

export const settings = z.strictObject({
  senderName: z.string().trim().min(1, 'say who the mails come from').max(80),
  senderEmail: z.email(REFUSALS['not an e-mail address']).max(254),
  /** Printed at the foot of every mail, as most laws ask. */
  postalAddress: z.string().trim().max(300),
});
export type Settings = z.infer<typeof settings>;

/**
 * PUT /api/settings → SettingsView. Refused with 409 where somebody else has saved others since `revision`; without one
 * they are saved over whatever is there.
 */
export const saveSettings = settings.extend({ revision: z.string().max(64).optional() });

/** GET /api/settings */
export interface SettingsView {
  /** Null fields have not been set yet; `channelProblem` says what e-mail still lacks. */
  readonly settings: Settings | null;
  readonly channelProblem: string | null;
  /** Another whenever the settings are others. */
  readonly revision: string;
}
