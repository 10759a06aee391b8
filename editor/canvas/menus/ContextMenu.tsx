import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { available, shownKeys } from '../../commands/contract.ts'
import { commandsIn } from '../../commands/list.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useFlowEditor, useOverlay } from '../../open-flow/flow-editor.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import classes from './context-menu.module.css'

/** What can be done with what was clicked, from the one list of commands. */
export function ContextMenu() {
  const { t } = useTranslation('canvas')
  const { overlays } = useFlowEditor()
  const commands = useCommands()
  const menu = useOverlay((overlay) => overlay.menu)
  if (!menu) return null
  const extra = { target: menu.target, at: menu.at }
  const entries = commandsIn(menu.target.kind).filter((command) => available(command, commands.context(extra)))
  if (entries.length === 0) return null
  return (
    <Menu
      key={`${menu.screen.x},${menu.screen.y}`}
      opened
      onClose={() => overlays.setState({ menu: null })}
      position="bottom-start"
      offset={0}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <span aria-hidden className={classes.anchor} style={{ left: menu.screen.x, top: menu.screen.y }}>
          <span className="al-hidden">{t('contextMenu.title')}</span>
        </span>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map((command, i) => (
          <span key={command.id}>
            {command.danger && i > 0 && <Menu.Divider />}
            <Menu.Item
              data-danger={command.danger || undefined}
              leftSection={<Icon name={command.icon} />}
              rightSection={command.keys?.[0] && <Kbd keys={shownKeys(command.keys[0])} />}
              onClick={() => commands.run(command.id, extra)}
            >
              {t(`commands.${command.id}` as 'commands.undo')}
            </Menu.Item>
          </span>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
