import { MiniMap, Panel, useStore } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import { CommandButton } from '../../commands/CommandButton.tsx'
import { useCommands } from '../../commands/use-commands.ts'
import { descriptionOf } from '../../document/catalogue.ts'
import { useDocument, useView } from '../../open-flow/flow-editor.ts'
import type { CanvasNode } from '../projection.ts'
import { StatisticsLegend } from '../statistics/StatisticsLegend.tsx'
import classes from './controls.module.css'

/** The map of the flow and the zoom bar, at the bottom start. */
export function CanvasControls({ wide }: { wide: boolean }) {
  const { t } = useTranslation('canvas')
  const statistics = useView((view) => view.mode === 'statistics')
  const readOnly = useDocument((document) => document.saveState === 'read-only')
  const trying = useView((view) => view.panel === 'try')
  return (
    <Panel position="bottom-left" className={classes.controls}>
      {wide && !statistics && !trying && (
        <MiniMap<CanvasNode>
          className={classes.minimap}
          style={mapSize}
          nodeClassName={categoryOf}
          nodeBorderRadius={12}
          nodeStrokeWidth={5}
          maskStrokeColor="var(--al-river)"
          maskStrokeWidth={1.25}
          ariaLabel={t('aria.minimap')}
          pannable
          zoomable
        />
      )}
      <div className={classes.zoom}>
        <CommandButton id="zoomOut" />
        <Percent />
        <CommandButton id="zoomIn" />
        <span className={classes.rule} />
        <CommandButton id="fit" />
        {wide && !statistics && !readOnly && <CommandButton id="tidy" />}
      </div>
      {statistics && <StatisticsLegend />}
    </Panel>
  )
}

const mapSize = { width: 162, height: 126 }
const categoryOf = (node: CanvasNode): string =>
  node.type === 'note' ? 'note' : (descriptionOf(node.data.picture.node.type)?.category ?? 'flow')

function Percent() {
  const { t } = useTranslation('canvas')
  const { run } = useCommands()
  const percent = useStore(({ transform: [, , zoom] }) => Math.round(zoom * 100))
  return (
    <button type="button" className={classes.percent} aria-label={t('commands.zoomReset')} onClick={() => run('zoomReset')}>
      {percent}%
    </button>
  )
}
