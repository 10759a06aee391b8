import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import type { InvitationOffer } from '#schemas/api/invitations.ts'
import { openInvitation } from '../api/invitations.ts'
import { keys } from '../api/keys.ts'
import { ApiError } from '../api/request.ts'
import { LateAnswer } from '../shell/RouteError.tsx'
import { useMe } from '../shell/session.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatDay } from '../ui/format.ts'
import { Door } from './Door.tsx'
import { JoinAs, JoinAsNew } from './Join.tsx'
import classes from './sign-in.module.css'

/** Where an invitation's link leads: who invites to what, and yes or no. */
export function InvitationPage() {
  // After the `#`, where no server and no log sees it.
  const secret = useLocation().hash.slice(1)
  const me = useMe()
  const offer = useQuery({
    queryKey: keys.invitation(secret),
    queryFn: () => openInvitation(secret),
    enabled: secret !== '',
    retry: false,
  })
  const over = secret === '' || (offer.error instanceof ApiError && offer.error.code === 'invitation-over')
  if (over) return <Over />
  if (offer.isError) return <ErrorState error={offer.error} onRetry={() => void offer.refetch()} />
  if (!offer.data || me.isPending) return <LateAnswer />
  if (offer.data.state !== 'open') return <Over offer={offer.data} />
  return me.data ? <JoinAs me={me.data} offer={offer.data} secret={secret} /> : <JoinAsNew offer={offer.data} secret={secret} />
}

/** Used, declined, ended, or taken back: of the last only that it leads nowhere. */
function Over({ offer }: { offer?: InvitationOffer }) {
  const { t } = useTranslation('shell')
  const state = offer?.state === 'open' ? undefined : offer?.state
  const day = formatDay(offer?.endedAt ?? offer?.expiresAt ?? new Date().toISOString())
  return (
    <Door
      title={t('invitation.over.title')}
      sentence={state ? t(`invitation.over.${state}`, { day }) : t('invitation.over.unknown')}
      onSubmit={() => {}}
    >
      <p className={classes.aside}>
        <Link to="/">{t('signIn.enter')}</Link>
      </p>
    </Door>
  )
}
