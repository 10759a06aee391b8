import '@mantine/spotlight/styles.layer.css'
import '../shell/command-palette.css'
import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldsOf } from '#schemas/fields-of.ts'
import type { FlowNode } from '#schemas/flow.ts'
import { textsIn } from '#schemas/texts.ts'
import { available, shownKeys } from '../commands/contract.ts'
import { commands } from '../commands/list.ts'
import { useCommands } from '../commands/use-commands.ts'
import { descriptionOf } from '../document/catalogue.ts'
import { useDocument, useFlowEditor, useOverlay, useWording } from '../open-flow/flow-editor.ts'
import { plainText } from '../open-flow/wording.ts'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Tile } from '../ui/Tile.tsx'

const [store, spotlight] = createSpotlight()

/** Ctrl/⌘ F: a node by its name, its type or any of its texts in any language; and every command by its name. */
export function Finder() {
  const { t } = useTranslation('canvas')
  const { overlays } = useFlowEditor()
  const opened = useOverlay((overlay) => overlay.finder)
  useEffect(() => {
    if (opened) spotlight.open()
    else spotlight.close()
  }, [opened])
  return (
    <Spotlight
      store={store}
      actions={[
        { group: t('finder.nodes'), actions: useNodeActions() },
        { group: t('finder.commands'), actions: useCommandActions(opened) },
      ]}
      nothingFound={t('finder.nothing')}
      highlightQuery
      scrollable
      attributes={{ content: { 'aria-label': t('finder.placeholder') } }}
      maxHeight={400}
      limit={60}
      shortcut={null}
      onSpotlightClose={() => overlays.setState({ finder: false })}
      searchProps={{
        leftSection: <Icon name="search" />,
        placeholder: t('finder.placeholder'),
        'aria-label': t('finder.placeholder'),
      }}
    />
  )
}

function useNodeActions(): SpotlightActionData[] {
  const { look } = useFlowEditor()
  const wording = useWording()
  const nodes = useDocument((document) => document.flow.nodes)
  return useMemo(() => {
    const action = (node: FlowNode): SpotlightActionData => {
      const description = descriptionOf(node.type)
      const texts = textsIn(fieldsOf(description?.schema ?? {}, node.data.config)).flatMap(({ text }) => Object.values(text))
      return {
        id: node.id,
        label: wording.title(node),
        description: firstOf(texts.map((text) => plainText(text, wording.variable)).join(' · ')),
        keywords: [wording.type(node.type), ...texts],
        leftSection: <Tile size="sm" icon={description?.icon ?? 'point'} category={description?.category} />,
        onClick: () => look.getState().jumpTo(node.id),
      }
    }
    return nodes.map(action)
  }, [nodes, wording, look])
}

/** What fits below a name. */
const firstOf = (text: string, most = 120): string => (text.length > most ? `${text.slice(0, most).trimEnd()}…` : text)

function useCommandActions(opened: boolean): SpotlightActionData[] {
  const { t } = useTranslation('canvas')
  const { context, run } = useCommands()
  return useMemo(
    () =>
      opened
        ? commands
            .filter((command) => !command.id.includes('.') && command.id !== 'escape' && available(command, context()))
            .map((command) => ({
              id: `command:${command.id}`,
              label: t(`commands.${command.id}` as 'commands.undo'),
              leftSection: <Icon name={command.icon} />,
              rightSection: command.keys?.[0] ? <Kbd keys={shownKeys(command.keys[0])} /> : undefined,
              onClick: () => run(command.id),
            }))
        : [],
    [t, context, run, opened],
  )
}
