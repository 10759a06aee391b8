import { TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hostOf } from './host-of.ts'

export interface HostsFieldProps {
  value: string[]
  onChange(hosts: string[]): void
  error?: string | undefined
}

/** The hosts a secret may go to. Whole addresses may be pasted: their host is kept. */
export function HostsField({ value, onChange, error }: HostsFieldProps) {
  const { t } = useTranslation('settings')
  return (
    <TagsInput
      label={t('secrets.hosts')}
      description={t('secrets.hostsHint')}
      placeholder={value.length === 0 ? 'api.shop.example' : ''}
      value={value}
      onChange={(hosts) => onChange([...new Set(hosts.map(hostOf))])}
      splitChars={[',', ' ', ';']}
      acceptValueOnBlur
      maxTags={20}
      dir="ltr"
      error={error}
    />
  )
}
