import { ActionIcon, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { shortcut } from '../ui/Kbd.tsx'
import { shownKeys } from './contract.ts'
import { commandOf } from './list.ts'
import { useCommands } from './use-commands.ts'

/** A command as an icon button, with its name and keys as the tooltip. */
export function CommandButton({ id, disabled, className }: { id: string; disabled?: boolean; className?: string }) {
  const { t } = useTranslation('canvas')
  const { run } = useCommands()
  const command = commandOf(id)
  const name = t(`commands.${id}` as 'commands.undo')
  const keys = command.keys?.[0]
  return (
    <Tooltip label={keys ? `${name} · ${shortcut(shownKeys(keys))}` : name}>
      <ActionIcon aria-label={name} disabled={disabled} className={className} onClick={() => run(id)}>
        <Icon name={command.icon} />
      </ActionIcon>
    </Tooltip>
  )
}
