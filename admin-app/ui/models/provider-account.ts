/** The shop's own account at a provider: typed, saved, removed; its secret is never read back. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChannelsView } from '../../contract/channels.ts';
import type { Api } from '../api.ts';
import { type Form, form } from './form.ts';
import { asFailure, type Resource } from './resource.ts';

export interface ProviderAccount<Fields> extends Form<Fields> {
  readonly removing: ReadonlySignal<boolean>;
  /** Forgets the account; resolves to why it could not be done, or null. */
  remove(): Promise<string | null>;
}

interface Kind<Fields> {
  readonly path: string;
  /** What there is to edit: all but the secret, and nothing of an account that is not the shop's own. */
  readonly fieldsOf: (view: ChannelsView) => Fields;
  readonly bodyOf: (fields: Fields) => object;
}

export function providerAccount<Fields>(
  api: Api,
  channels: Resource<ChannelsView>,
  { path, fieldsOf, bodyOf }: Kind<Fields>,
): ProviderAccount<Fields> {
  const removing = signal(false);
  const fields = form<Fields>(async (typed) => {
    const view = await api.put<ChannelsView>(path, bodyOf(typed));
    channels.set(view);
    return fieldsOf(view);
  });
  return {
    ...fields,
    removing,
    async remove() {
      removing.value = true;
      try {
        const view = await api.delete<ChannelsView>(path);
        channels.set(view);
        fields.begin(fieldsOf(view));
        return null;
      } catch (error) {
        return asFailure(error).message;
      } finally {
        removing.value = false;
      }
    },
  };
}
