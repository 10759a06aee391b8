import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router'
import { keys } from '../api/keys.ts'
import { ApiError, sentenceOf } from '../api/request.ts'
import { getSetup, signIn } from '../api/session.ts'
import { Icon } from '../ui/Icon.tsx'
import { Door } from './Door.tsx'
import classes from './sign-in.module.css'

/** E-mail, password, and where to go on. */
export function SignInPage() {
  const { t } = useTranslation('shell')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { state } = useLocation()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const passwordField = useRef<HTMLInputElement>(null)
  const setup = useQuery({ queryKey: keys.setup, queryFn: getSetup })
  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: (me) => {
      queries.setQueryData(keys.me, me)
      void navigate(invitationIn(state) ?? placeAfter(search.get('to')), { replace: true })
    },
    onError: () => setPassword(''),
  })
  useEffect(() => {
    if (enter.isError) passwordField.current?.focus()
  }, [enter.isError])

  const attempts = attemptsLeft(enter.error)
  const refusal =
    attempts === undefined ? sentenceOf(enter.error) : `${t('signIn.noMatch')} ${t('signIn.attemptsLeft', { count: attempts })}`
  if (setup.data?.needsOwner) return <Navigate to="/set-up" replace />
  return (
    <Door title={t('signIn.title')} sentence={location.host} version={setup.data?.version} onSubmit={() => enter.mutate()}>
      <div className={classes.fields}>
        {enter.isError && (
          <div className={classes.error} role="alert">
            <Icon name="alert-circle" />
            <span>{refusal}</span>
          </div>
        )}
        <TextInput
          size="md"
          type="email"
          name="email"
          autoComplete="username"
          dir="ltr"
          label={t('signIn.email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          ref={passwordField}
          size="md"
          name="password"
          autoComplete="current-password"
          dir="ltr"
          label={t('signIn.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
      </div>
      <Button type="submit" size="md" variant="filled" fullWidth loading={enter.isPending}>
        {t('signIn.enter')}
      </Button>
    </Door>
  )
}

/** How many tries a wrong password leaves. */
function attemptsLeft(error: unknown): number | undefined {
  if (!(error instanceof ApiError) || error.code !== 'wrong-password') return undefined
  return Number(error.problem.details?.attemptsLeft ?? 0)
}

/** Only a path of this editor: a link from elsewhere must not lead elsewhere. */
const placeAfter = (to: string | null) => (to?.startsWith('/w/') ? to : '/')

/** The invitation somebody came from. Not in the address, where servers and their logs would see its secret. */
const invitationIn = (state: unknown): string | undefined => {
  const to = (state as { to?: unknown } | null)?.to
  return typeof to === 'string' && to.startsWith('/invitation#') ? to : undefined
}
