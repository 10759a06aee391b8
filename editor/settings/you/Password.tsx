import { PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changePassword } from '../../api/session.ts'
import { NewPassword } from '../../ui/NewPassword.tsx'
import { shortestPassword } from '../../ui/password-strength.ts'
import { SaveBar } from '../../ui/SaveBar.tsx'
import { useFields } from '../../ui/use-fields.ts'
import { Section } from '../Section.tsx'

/** Another password, for who knows the present one. */
export function Password() {
  const { t } = useTranslation('settings')
  const change = useMutation({
    mutationFn: ({ current, next }: { current: string; next: string }) => changePassword(current, next),
    onSuccess: () => {
      set('current', '')
      set('next', '')
    },
  })
  const { values, set, text, pick } = useFields({ current: '', next: '' }, change.error)
  return (
    <Section title={t('password.title')} sentence={t('password.sentence')} onSubmit={() => change.mutate(values)}>
      <PasswordInput {...text('current')} label={t('password.current')} autoComplete="current-password" dir="ltr" />
      <NewPassword label={t('password.next')} {...pick('next')} />
      <SaveBar
        of={change}
        label={t('password.change')}
        missing={[
          ...(values.current === '' ? [t('password.current')] : []),
          ...([...values.next].length < shortestPassword ? [t('password.next')] : []),
        ]}
      />
    </Section>
  )
}
