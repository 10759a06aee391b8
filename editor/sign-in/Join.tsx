import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { Me } from '#schemas/api/accounts.ts'
import type { InvitationOffer } from '#schemas/api/invitations.ts'
import { acceptInvitation, declineInvitation, joinByInvitation } from '../api/invitations.ts'
import { keys } from '../api/keys.ts'
import { ApiError, problemAt, sentenceOf } from '../api/request.ts'
import { signOut } from '../api/session.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { confirm } from '../ui/confirm.tsx'
import { formatDay } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { NewPassword } from '../ui/NewPassword.tsx'
import { shortestPassword } from '../ui/password-strength.ts'
import { Door } from './Door.tsx'
import classes from './sign-in.module.css'

interface Offered {
  offer: InvitationOffer
  secret: string
}

/** Where somebody who has an account goes to sign in, to come back here. */
const signInPlace = { pathname: '/sign-in' }

/** Joins with the account that is signed in. */
export function JoinAs({ me, offer, secret }: Offered & { me: Me }) {
  const { t } = useTranslation('shell')
  const queries = useQueryClient()
  const enter = useEnter()
  const accept = useMutation({ mutationFn: () => acceptInvitation(secret), onSuccess: enter })
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => queries.resetQueries({ queryKey: keys.me }) })
  return (
    <Offer offer={offer} secret={secret} error={accept.error ?? leave.error} onSubmit={() => accept.mutate()}>
      <p className={classes.person}>
        <Avatar name={me.user.name} />
        <span>
          <strong dir="auto">{me.user.name}</strong>
          <small>{me.user.email}</small>
        </span>
        <Button size="xs" variant="subtle" loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('invitation.other')}
        </Button>
      </p>
      <JoinButton offer={offer} loading={accept.isPending} />
    </Offer>
  )
}

/** Makes an account for the invited address, and joins. */
export function JoinAsNew({ offer, secret }: Offered) {
  const { t } = useTranslation('shell')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const enter = useEnter()
  const join = useMutation({ mutationFn: () => joinByInvitation({ secret, name: name.trim(), password }), onSuccess: enter })
  return (
    <Offer offer={offer} secret={secret} error={join.error} onSubmit={() => join.mutate()}>
      <div className={classes.fields}>
        {/* What a browser keeps the password under. */}
        <input type="hidden" name="email" autoComplete="username" value={offer.email} readOnly />
        <TextInput
          size="md"
          name="name"
          label={t('firstStart.name')}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problemAt(join.error, 'name')}
          required
          withAsterisk={false}
          autoFocus
        />
        <NewPassword
          size="md"
          label={t('signIn.password')}
          value={password}
          onChange={setPassword}
          error={problemAt(join.error, 'password')}
        />
      </div>
      <JoinButton offer={offer} loading={join.isPending} disabled={[...password].length < shortestPassword} />
      <p className={classes.aside}>
        {t('invitation.haveAccount')}{' '}
        <Link to={signInPlace} state={{ to: `/invitation#${secret}` }}>
          {t('signIn.enter')}
        </Link>
      </p>
    </Offer>
  )
}

/** Who invites, to what, as what: the frame of both ways in. */
function Offer({
  offer,
  secret,
  error,
  onSubmit,
  children,
}: Offered & { error: unknown; onSubmit(): void; children: ReactNode }) {
  const { t } = useTranslation(['shell', 'settings'])
  const queries = useQueryClient()
  const role = t(`role.${offer.role}`)
  const decline = () =>
    confirm({
      title: t('invitation.decline.title', { workspace: offer.workspaceName }),
      children: t('invitation.decline.sentence', { person: offer.invitedBy }),
      action: t('invitation.decline.action'),
      danger: true,
      onConfirm: async () => {
        await declineInvitation(secret)
        await queries.invalidateQueries({ queryKey: keys.invitation(secret) })
      },
    })
  const over = error instanceof ApiError && error.code === 'invitation-over'
  return (
    <Door
      title={t('invitation.title', { person: offer.invitedBy, workspace: offer.workspaceName })}
      sentence={t('invitation.as', { role, email: offer.email })}
      wide
      onSubmit={onSubmit}
    >
      <p className={classes.does}>
        <Icon name="check" />
        <span>{t(`settings:members.does.${offer.role}`)}</span>
      </p>
      {Boolean(error) && (
        <div className={classes.error} role="alert">
          <Icon name="alert-circle" />
          <span>{over ? t('invitation.over.unknown') : sentenceOf(error)}</span>
        </div>
      )}
      {children}
      <p className={classes.aside}>
        {t('invitation.until', { day: formatDay(offer.expiresAt) })}{' '}
        <button type="button" className={classes.plain} onClick={decline}>
          {t('invitation.decline.open')}
        </button>
      </p>
    </Door>
  )
}

const JoinButton = ({ offer, ...props }: { offer: InvitationOffer; loading: boolean; disabled?: boolean }) => {
  const { t } = useTranslation('shell')
  return (
    <Button {...props} type="submit" size="md" variant="filled" fullWidth>
      {t('invitation.join', { workspace: offer.workspaceName })}
    </Button>
  )
}

/** Goes in as whoever the answer says one is now. */
function useEnter() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return (me: Me) => {
    queries.setQueryData(keys.me, me)
    void navigate(`/w/${me.workspaces.at(-1)?.id ?? ''}`, { replace: true })
  }
}
