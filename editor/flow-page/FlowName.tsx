import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LiveFlowItems } from '../answering/LiveFlowItems.tsx'
import { available } from '../commands/contract.ts'
import { commandsIn } from '../commands/list.ts'
import { useCommands } from '../commands/use-commands.ts'
import { useDocument } from '../open-flow/flow-editor.ts'
import { useDraft } from '../panels/versions/draft.ts'
import { useMay } from '../shell/session.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useTitle } from '../ui/use-title.ts'
import classes from './topbar.module.css'

/** Where one is, and what can be done with the flow as a whole. */
export function FlowName({ workspaceName }: { workspaceName: string }) {
  const { t } = useTranslation('canvas')
  const { context, run } = useCommands()
  const name = useDocument((document) => document.flow.name)
  useTitle(name)
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.name} aria-label={t('top.menu', { name })}>
          <span className={classes.workspace}>{workspaceName} /</span>
          <h1>{name}</h1>
          <Icon name="chevron-down" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {commandsIn('flow-menu').map((command) => (
          <Menu.Item
            key={command.id}
            leftSection={<Icon name={command.icon} />}
            disabled={!available(command, context())}
            onClick={() => run(command.id)}
          >
            {t(`commands.${command.id}` as 'commands.undo')}
          </Menu.Item>
        ))}
        <WhenLive />
      </Menu.Dropdown>
    </Menu>
  )
}

/** Pausing and unpublishing, for those who may; the news of it comes by the live line. */
function WhenLive() {
  const { document } = useDraft()
  const may = useMay()
  const { workspaceId, flowId, flow, liveVersion, paused } = useStore(document)
  if (liveVersion === null || !may('changeFlows')) return null
  return <LiveFlowItems workspaceId={workspaceId} flow={{ id: flowId, name: flow.name, liveVersion }} paused={paused} />
}
