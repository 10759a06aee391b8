import { ActionIcon, Combobox, Tooltip, useCombobox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecretView } from '#schemas/api/secrets.ts'
import { mayGoTo, originOf } from '#schemas/secret.ts'
import { keys } from '../../api/keys.ts'
import { listSecrets } from '../../api/secrets.ts'
import { descriptionOf } from '../../document/catalogue.ts'
import { useDocument } from '../../open-flow/flow-editor.ts'
import { openNewSecret } from '../../secrets/NewSecret.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useFormScope } from './scope.ts'
import classes from './secret.module.css'

export interface SecretPickerProps {
  /** The name of the one that is picked. */
  picked?: string
  onPick(name: string): void
  /** What opens it, given what it does on a click; a key unless said otherwise. */
  children?(open: () => void): ReactElement
}

const anew = ' new'

/** The workspace's secrets: those that may go where this node calls, the others with the reason, and the way to a new one. */
export function SecretPicker({ picked, onPick, children }: SecretPickerProps) {
  const { t } = useTranslation('panels')
  const workspaceId = useDocument((document) => document.workspaceId)
  const { node, value } = useFormScope()
  const address = node && descriptionOf(node.type)?.address?.(value as object)
  const host = address === undefined ? undefined : originOf(address)?.hostname
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const secrets = useQuery({
    queryKey: keys.secrets(workspaceId),
    queryFn: () => listSecrets(workspaceId),
    enabled: combobox.dropdownOpened,
  })
  const choose = (name: string) => {
    combobox.closeDropdown()
    if (name !== anew) onPick(name)
    else openNewSecret({ workspaceId, hosts: host ? [host] : [], onKept: (kept) => onPick(kept.name) })
  }
  const open = () => combobox.toggleDropdown()
  return (
    <Combobox store={combobox} keepMounted={false} width={288} position="bottom-end" onOptionSubmit={choose}>
      <Combobox.Target targetType="button">
        {children?.(open) ?? (
          <Tooltip label={t('secret.use')}>
            <ActionIcon size="xs" aria-label={t('secret.use')} onClick={open}>
              <Icon name="key" size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} className={classes.options} aria-label={t('secret.use')}>
          {secrets.isPending && <Combobox.Empty>{t('secret.loading')}</Combobox.Empty>}
          {secrets.isError && <Combobox.Empty>{t('secret.failed')}</Combobox.Empty>}
          {secrets.data?.items.length === 0 && <Combobox.Empty>{t('secret.none')}</Combobox.Empty>}
          {secrets.data?.items.map((secret) => (
            <Option
              key={secret.id}
              secret={secret}
              picked={secret.name === picked}
              fits={host === undefined || mayGoTo(secret.hosts, host)}
            />
          ))}
          <Combobox.Option value={anew} className={classes.anew}>
            <Icon name="plus" size={14} />
            {host ? t('secret.newFor', { host }) : t('secret.new')}
          </Combobox.Option>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Option({ secret, picked, fits }: { secret: SecretView; picked: boolean; fits: boolean }) {
  const { t } = useTranslation('panels')
  return (
    <Combobox.Option value={secret.name} disabled={!fits} active={picked} className={classes.option}>
      <Icon name={picked ? 'check' : fits ? 'key' : 'lock'} size={14} />
      <span className={classes.words}>
        <span className={classes.title}>
          <span dir="auto">{secret.name}</span>
          {secret.ending && <span className={classes.ending}>•• {secret.ending}</span>}
        </span>
        <small>{t(fits ? 'secret.fits' : 'secret.mayGoOnlyTo', { hosts: secret.hosts.join(', ') })}</small>
      </span>
    </Combobox.Option>
  )
}
