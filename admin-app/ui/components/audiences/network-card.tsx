import { t } from '../../language/t.ts';
import type { AudiencesModel } from '../../models/audiences.ts';
import { faultAt } from '../../models/form.ts';
import { Await } from '../await.tsx';
import { AccountForm } from '../channels/account-form.tsx';
import { StandingCard } from '../channels/channel-card.tsx';
import { TextField } from '../field.tsx';
import { Bones } from '../skeleton.tsx';

/** The shop's own account at the network that audiences are told to. */
export function NetworkCard({ model }: { readonly model: AudiencesModel }) {
  return (
    <StandingCard
      title={t('audiences.network')}
      problem={model.channels.value.value?.audience.problem}
    >
      <Await of={model.channels} bones={<Bones lines={4} />}>
        {({ audience: { account } }) => (
          <>
            <p class="soft">{t('audiences.networkText')}</p>
            {account && !account.own && <p class="soft">{t('audiences.networkShared')}</p>}
            <AccountForm
              account={model.account}
              removal={
                account?.own
                  ? { title: t('audiences.removeTitle'), text: t('audiences.removeText') }
                  : null
              }
            >
              <Fields model={model} />
            </AccountForm>
          </>
        )}
      </Await>
    </StandingCard>
  );
}

function Fields({ model: { account } }: { readonly model: AudiencesModel }) {
  const value = account.value.value;
  const failure = account.failure.value;
  if (!value) return null;
  return (
    <>
      <TextField
        label={t('audiences.accessToken')}
        hint={t('channels.authTokenHint')}
        type="password"
        value={value.accessToken}
        maxLength={1000}
        fault={faultAt(failure, 'accessToken')}
        onInput={(accessToken) => account.edit({ accessToken })}
      />
      <TextField
        label={t('audiences.adAccountId')}
        hint={t('audiences.adAccountIdHint')}
        value={value.adAccountId}
        maxLength={34}
        fault={faultAt(failure, 'adAccountId')}
        onInput={(adAccountId) => account.edit({ adAccountId })}
      />
    </>
  );
}
