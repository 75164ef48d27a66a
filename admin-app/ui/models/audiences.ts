/** Social audiences, and the shop's own account at the network that is told of them. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { AudienceDetails, AudiencesView, AudienceView } from '../../contract/audiences.ts';
import type { ChannelsView } from '../../contract/channels.ts';
import type { Api, RequestFailed } from '../api.ts';
import { type ProviderAccount, providerAccount } from './provider-account.ts';
import { asFailure, type Resource, resource } from './resource.ts';

/** As typed; the token is never read back. */
export interface NetworkAccountFields {
  readonly accessToken: string;
  /** Empty where the network is to make no audiences. */
  readonly adAccountId: string;
}

export interface NewAudience {
  readonly name: string;
  readonly target: AudienceView['target'];
  /** Empty has the network make one. */
  readonly externalId: string;
}

export interface AudiencesModel {
  readonly audiences: Resource<AudiencesView>;
  readonly channels: Resource<ChannelsView>;
  readonly account: ProviderAccount<NetworkAccountFields>;
  /** The audience that something is being done to. */
  readonly busy: ReadonlySignal<number | null>;
  /** Resolves to why it could not be made, or null. */
  create(given: NewAudience): Promise<RequestFailed | null>;
  /** Has the network told now, and follows until it was; resolves to why it could not be asked for, or null. */
  sync(audienceId: number): Promise<RequestFailed | null>;
  archive(audienceId: number): Promise<RequestFailed | null>;
  /** One line of hashed addresses and numbers per customer. */
  download(audienceId: number): Promise<Blob | RequestFailed>;
  dispose(): void;
}

const PATH = '/api/audiences';
const FOLLOW_MS = 1_500;
/** A sync of many people takes longer than anybody looks; the list is right when it is opened again. */
const MOST_LOOKS = 20;

export function audiencesModel(api: Api): AudiencesModel {
  const audiences = resource('audiences', (abort) => api.get<AudiencesView>(PATH, {}, abort));
  const { channels, account } = providerAccount<NetworkAccountFields>(api, {
    path: '/api/channels/audience/account',
    fieldsOf,
    bodyOf: ({ accessToken, adAccountId }) => ({
      accessToken,
      adAccountId: adAccountId.trim() === '' ? null : adAccountId,
    }),
  });
  const busy = signal<number | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  void audiences.load();

  async function attempt(audienceId: number, run: () => Promise<void>) {
    busy.value = audienceId;
    try {
      await run();
      return null;
    } catch (error) {
      return asFailure(error);
    } finally {
      busy.value = null;
    }
  }

  /** Looks until the newest attempt is another than the one before. */
  function follow(audienceId: number, before: number | null, looks: number): void {
    clearTimeout(timer);
    if (looks === 0) return;
    timer = setTimeout(() => {
      void audiences.load().then(() => {
        const now = audiences.value.peek()?.audiences.find((it) => it.audienceId === audienceId);
        if (now && now.syncedAt === before) follow(audienceId, before, looks - 1);
      });
    }, FOLLOW_MS);
  }

  return {
    audiences,
    channels,
    account: {
      ...account,
      // The server forgives what an older account failed at.
      save: async () => {
        const saved = await account.save();
        if (saved) await audiences.load();
        return saved;
      },
    },
    busy,
    async create({ name, target, externalId }) {
      const number = externalId.trim();
      const isKnown = target === 'http' && number !== '';
      try {
        await api.post(PATH, { name, target, externalId: isKnown ? number : null });
        await audiences.load();
        return null;
      } catch (error) {
        return asFailure(error);
      }
    },
    sync: (audienceId) =>
      attempt(audienceId, async () => {
        const { syncedAt } = await api.post<AudienceView>(`${PATH}/${audienceId}/sync`);
        follow(audienceId, syncedAt, MOST_LOOKS);
      }),
    archive: (audienceId) =>
      attempt(audienceId, async () => {
        await api.delete(`${PATH}/${audienceId}`);
        await audiences.load();
      }),
    download: (audienceId) => api.download(`${PATH}/${audienceId}/members.csv`).catch(asFailure),
    dispose: () => {
      clearTimeout(timer);
      account.dispose();
      audiences.dispose();
    },
  };
}

/** The newest attempts to bring the network up to date with one audience; the newest first. */
export function audienceHistory(api: Api, audienceId: number): Resource<AudienceDetails> {
  const path = `${PATH}/${audienceId}`;
  const details = resource(path, (abort) => api.get<AudienceDetails>(path, {}, abort));
  void details.load();
  return details;
}

function fieldsOf({ audience: { account } }: ChannelsView): NetworkAccountFields {
  return { accessToken: '', adAccountId: (account?.own && account.adAccountId) || '' };
}
