import { ActionIcon, Input } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isSecretUse, type SecretUse } from '#schemas/secret.ts'
import { Icon } from '../../ui/Icon.tsx'
import { SecretPicker } from './SecretPicker.tsx'
import classes from './secret.module.css'
import { TemplateLine } from './TemplateLine.tsx'

export interface ValueOrSecretProps {
  name: string
  value: unknown
  /** What usually stands before a secret here, such as `Bearer `. */
  before?: string | undefined
  onChange(value: string | SecretUse): void
  error: string | undefined
  disabled: boolean
}

/** A text with variables, or a secret by its name; what is written before a secret, such as `Bearer `, stays before it. */
export function ValueOrSecret({ name, value, before, onChange, error, disabled }: ValueOrSecretProps) {
  const { t } = useTranslation('panels')
  if (!isSecretUse(value)) {
    const text = typeof value === 'string' ? value : ''
    const pick = (secret: string) => onChange(withBefore(secret, scheme.test(text) ? `${text.trim()} ` : before))
    const tools = disabled ? undefined : <SecretPicker onPick={pick} />
    const common = { name, placeholder: name, value: text, error, disabled }
    return <TemplateLine {...common} onChange={onChange} tools={tools} />
  }
  const chip = (open?: () => void) => (
    <button
      type="button"
      className={classes.chip}
      onClick={open}
      disabled={disabled}
      aria-label={t('secret.chosen', { name, secret: value.secret })}
    >
      <Icon name="key" size={14} />
      <span dir="auto">{value.secret}</span>
    </button>
  )
  return (
    <Input.Wrapper error={error}>
      <div className={classes.line} dir="ltr" data-error={error ? true : undefined} data-disabled={disabled || undefined}>
        {value.before && <span className={classes.before}>{value.before}</span>}
        {disabled ? (
          chip()
        ) : (
          <SecretPicker picked={value.secret} onPick={(secret) => onChange({ ...value, secret })}>
            {chip}
          </SecretPicker>
        )}
        {!disabled && (
          <ActionIcon size="xs" aria-label={t('secret.text')} onClick={() => onChange(value.before ?? '')}>
            <Icon name="x" size={14} />
          </ActionIcon>
        )}
      </div>
    </Input.Wrapper>
  )
}

const scheme = /^\s*(?:Bearer|Basic|Token|ApiKey|Key)\s*$/i

const withBefore = (secret: string, before: string | undefined): SecretUse => ({ secret, ...(before ? { before } : {}) })
