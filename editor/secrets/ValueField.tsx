import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A secret's value, while it is given. No browser is to offer to keep it or to fill it in. */
export function ValueField(props: PasswordInputProps) {
  const { t } = useTranslation('settings')
  return (
    <PasswordInput
      description={t('secrets.never')}
      autoComplete="new-password"
      spellCheck={false}
      dir="ltr"
      data-1p-ignore
      data-lpignore="true"
      {...props}
    />
  )
}
