import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import type { OwnerRequest } from '#schemas/api/accounts.ts'
import { keys } from '../api/keys.ts'
import { problemAt, sentenceOf } from '../api/request.ts'
import { createOwner, getSetup } from '../api/session.ts'
import { baseLanguage } from '../base-language.ts'
import { Icon } from '../ui/Icon.tsx'
import { commonLanguages, LanguageSelect } from '../ui/LanguageSelect.tsx'
import { NewPassword } from '../ui/NewPassword.tsx'
import { shortestPassword } from '../ui/password-strength.ts'
import { TimeZoneSelect } from '../ui/TimeZoneSelect.tsx'
import { Door } from './Door.tsx'
import classes from './sign-in.module.css'

/** The first start of a server: who owns it, and its first workspace. */
export function SetUpPage() {
  const { t } = useTranslation('shell')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  // The link that the server printed brings it along.
  const givenCode = search.get('code') ?? ''
  const [owner, setOwner] = useState(() => blankOwner(givenCode))
  const setup = useQuery({ queryKey: keys.setup, queryFn: getSetup })
  const create = useMutation({
    mutationFn: () => createOwner(owner),
    onSuccess: async (me) => {
      queries.setQueryData(keys.me, me)
      await navigate('/', { replace: true })
      void queries.invalidateQueries({ queryKey: keys.setup })
    },
  })
  const change = (field: keyof OwnerRequest) => (value: string) => setOwner((before) => ({ ...before, [field]: value }))
  const text = (field: 'name' | 'email' | 'workspaceName' | 'code') => ({
    size: 'md' as const,
    name: field,
    value: owner[field],
    error: problemAt(create.error, field),
    onChange: (event: { currentTarget: HTMLInputElement }) => change(field)(event.currentTarget.value),
    required: true,
    withAsterisk: false,
  })

  if (setup.data && !setup.data.needsOwner && !create.isSuccess) return <Navigate to="/" replace />
  return (
    <Door
      title={t('firstStart.title')}
      sentence={t('firstStart.sentence')}
      wide
      version={setup.data?.version}
      onSubmit={() => create.mutate()}
    >
      <div className={classes.fields}>
        {create.isError && (
          <div className={classes.error} role="alert">
            <Icon name="alert-circle" />
            <span>{sentenceOf(create.error)}</span>
          </div>
        )}
        <TextInput
          {...text('code')}
          label={t('firstStart.code')}
          description={t('firstStart.codeHelp')}
          autoComplete="off"
          autoFocus={givenCode === ''}
          dir="ltr"
        />
        <div className={classes.pair}>
          <TextInput {...text('name')} label={t('firstStart.name')} autoComplete="name" autoFocus={givenCode !== ''} />
          <TextInput {...text('workspaceName')} label={t('firstStart.workspace')} autoComplete="organization" />
        </div>
        <TextInput {...text('email')} label={t('signIn.email')} type="email" autoComplete="username" dir="ltr" />
        <NewPassword
          size="md"
          label={t('signIn.password')}
          value={owner.password}
          onChange={change('password')}
          error={problemAt(create.error, 'password')}
        />
        <div className={classes.pair}>
          <LanguageSelect size="md" label={t('firstStart.language')} value={owner.language} onChange={change('language')} />
          <TimeZoneSelect size="md" label={t('timeZone')} value={owner.timeZone} onChange={change('timeZone')} />
        </div>
      </div>
      <Button
        type="submit"
        size="md"
        variant="filled"
        fullWidth
        loading={create.isPending}
        disabled={owner.password !== '' && [...owner.password].length < shortestPassword}
      >
        {t('firstStart.create')}
      </Button>
    </Door>
  )
}

/** What the browser knows already: its language and its time zone. */
const blankOwner = (code: string): OwnerRequest => ({
  code,
  name: '',
  email: '',
  password: '',
  workspaceName: '',
  language: browserLanguage(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})

function browserLanguage(): string {
  const language = baseLanguage(navigator.language)
  return commonLanguages.includes(language) ? language : 'en'
}
