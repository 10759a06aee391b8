import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './new-password.module.css'
import { strengthOf } from './password-strength.ts'

export interface NewPasswordProps extends Pick<PasswordInputProps, 'size' | 'error'> {
  label: string
  value: string
  onChange(password: string): void
}

/** A password being made up, with how good it is. */
export function NewPassword({ label, value, onChange, ...props }: NewPasswordProps) {
  const { t } = useTranslation('shell')
  const level = strengthOf(value)
  return (
    <div>
      <PasswordInput
        {...props}
        label={label}
        name="new-password"
        autoComplete="new-password"
        dir="ltr"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
      <div className={classes.meter} data-level={level} aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </div>
      <p className={classes.hint} aria-live="polite">
        {t(`password.level_${level}`)}
      </p>
    </div>
  )
}
