/** What the fields of a trigger get. */
import type { StartTrigger } from '../../../core/scenario/types.ts';

export interface TriggerForm<Trigger extends StartTrigger> {
  readonly trigger: Trigger;
  readonly onEdit: (trigger: Trigger, about: string | null) => void;
  readonly onEndStep: () => void;
  readonly faultAt: (field: string) => string | null;
}

export type TriggerOf<Kind extends StartTrigger['kind']> = Extract<
  StartTrigger,
  { readonly kind: Kind }
>;
