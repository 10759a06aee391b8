import { ActionIcon, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { groupBy } from '#schemas/group-by.ts'
import { descriptionOf, nodeOf } from '../../document/catalogue.ts'
import type { Holder } from '../../document/variables/holders.ts'
import { useDocument, useFlowEditor, useWording } from '../../open-flow/flow-editor.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tile } from '../../ui/Tile.tsx'
import classes from './places.module.css'
import panel from './variables.module.css'

/** The nodes that hold these strings: a click moves the canvas there, the second button opens the setting itself. */
export function Places({ holders, none }: { holders: Holder[]; none: string }) {
  if (holders.length === 0) return <p className={classes.nobody}>{none}</p>
  return (
    <ul className={classes.places}>
      {[...groupBy(holders, ({ nodeId }) => nodeId)].map(([nodeId, ofNode]) => (
        <Place key={nodeId ?? ''} nodeId={nodeId} first={ofNode[0] as Holder} count={ofNode.length} />
      ))}
    </ul>
  )
}

function Place({ nodeId, first, count }: { nodeId: string | undefined; first: Holder; count: number }) {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const wording = useWording()
  const nodes = useDocument(({ flow }) => flow.nodes)
  const node = nodeId === undefined ? undefined : nodeOf({ nodes }, nodeId)
  const description = node && descriptionOf(node.type)
  const name = node ? wording.title(node) : t('variableList.settingsOfFlow')
  // On a small screen the list lies over the canvas: there is nothing to point at.
  const beside = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false })
  const open = () => {
    if (first.language) look.getState().setLanguage(first.language)
    if (nodeId === undefined) look.getState().openSettings(first.setting)
    else look.getState().jumpTo(nodeId, first.setting)
  }
  return (
    <li className={classes.place}>
      <button
        type="button"
        className={classes.jump}
        onClick={nodeId === undefined || !beside ? open : () => look.getState().pointAt(nodeId)}
      >
        <Tile size="sm" icon={description?.icon ?? 'adjustments-horizontal'} category={description?.category} />
        <span className={classes.placeName} dir="auto">
          {name}
        </span>
        {count > 1 && <span className={panel.count}>{count}</span>}
      </button>
      <Tooltip label={t('variableList.open', { name })}>
        <ActionIcon size="sm" aria-label={t('variableList.open', { name })} onClick={open}>
          <Icon name="adjustments-horizontal" size={14} />
        </ActionIcon>
      </Tooltip>
    </li>
  )
}
