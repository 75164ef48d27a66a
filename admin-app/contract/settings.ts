import { z } from 'zod';

/** GET and PUT /api/settings */
export const settings = z.strictObject({
  senderName: z.string().trim().min(1, 'say who the mails come from').max(80),
  senderEmail: z.email('expected an address such as hello@example.com').max(254),
  /** Printed at the foot of every mail, as most laws ask. */
  postalAddress: z.string().trim().max(300),
});
export type Settings = z.infer<typeof settings>;

export interface SettingsView {
  /** Null fields have not been set yet; `channelProblem` says what e-mail still lacks. */
  readonly settings: Settings | null;
  readonly channelProblem: string | null;
}
