import { ActionIcon, CopyButton, TextInput, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'

/** A text to take elsewhere: an address, a key, a line of code. */
export function CopyField({ label, value, description }: { label: string; value: string; description?: string }) {
  const { t } = useTranslation('shell')
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      readOnly
      dir="ltr"
      styles={{ input: { fontFamily: 'var(--al-mono)', fontSize: 'var(--al-text-12)' } }}
      onFocus={(event) => event.currentTarget.select()}
      rightSection={
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t('copied') : t('copy')}>
              <ActionIcon size="sm" aria-label={t('copyWhat', { what: label })} onClick={copy}>
                <Icon name={copied ? 'check' : 'copy'} />
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      }
    />
  )
}
