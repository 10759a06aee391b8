import { Button } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../commands/use-commands.ts'
import { setVariables } from '../document/edits.ts'
import { usesOf, type VariableUse } from '../document/variables/uses.ts'
import type { Mark } from '../document/view.ts'
import { useDocument, useFlowEditor, useView } from '../open-flow/flow-editor.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tile } from '../ui/Tile.tsx'
import { Panel, PanelFooter, PanelHeader, PanelNote } from './Panel.tsx'
import { freeName } from './variables/free-name.ts'
import { VariableDetail } from './variables/VariableDetail.tsx'
import { VariableList } from './variables/VariableList.tsx'
import classes from './variables/variables.module.css'

/** Everything the flow remembers during a chat: who sets it, who reads it, and its name everywhere. */
export function Variables() {
  const { t } = useTranslation('panels')
  const { document, look } = useFlowEditor()
  const flow = useDocument((state) => state.flow)
  const readOnly = useDocument((state) => state.saveState === 'read-only')
  const uses = useMemo(() => usesOf(flow), [flow])
  const name = useView((view) => view.variable)
  const chosen = uses.find((use) => use.name === name)
  useMarks(chosen)
  const { context } = useCommands()
  const choose = (wanted: string) => {
    look.getState().showVariable(wanted)
    const places = uses.filter((use) => use.name === wanted).flatMap(({ sets, reads }) => [...sets, ...reads])
    const ids = [...new Set(places.flatMap(({ nodeId }) => nodeId ?? []))]
    // Once the canvas has the width that is left to it.
    if (ids.length > 0) requestAnimationFrame(() => requestAnimationFrame(() => context().canvas.fit(ids)))
  }
  const add = () => {
    const fresh = freeName(uses.map((use) => use.name))
    document.getState().edit('variables', (before) => setVariables(before, [...before.variables, { name: fresh, type: 'text' }]))
    look.getState().showVariable(fresh)
  }
  return (
    <Panel label={t('variableList.title')}>
      <div className={classes.columns} data-detail={chosen ? true : undefined}>
        <div className={classes.all}>
          <PanelHeader
            tile={<Tile icon="variable" category="remember" />}
            title={
              <h2 className={classes.title}>
                {t('variableList.title')} <span className={classes.count}>{uses.length}</span>
              </h2>
            }
            onClose={() => look.getState().show(null)}
          >
            {!readOnly && (
              <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
                {t('variableList.new')}
              </Button>
            )}
          </PanelHeader>
          <VariableList uses={uses} chosen={chosen?.name} onChoose={choose} />
          <PanelFooter>
            <PanelNote>{t('variableList.facts')}</PanelNote>
          </PanelFooter>
        </div>
        {chosen && <VariableDetail key={chosen.name} use={chosen} />}
      </div>
    </Panel>
  )
}

/** While a variable is looked at, the cards that set or read it say so. */
function useMarks(use: VariableUse | undefined): void {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  useEffect(() => {
    if (!use) return
    const marks: Record<string, Mark> = {}
    for (const { nodeId } of [...use.sets, ...use.reads]) {
      if (nodeId === undefined || marks[nodeId]) continue
      const sets = use.sets.some((holder) => holder.nodeId === nodeId)
      const count = use.reads.filter((holder) => holder.nodeId === nodeId).length
      marks[nodeId] = { sets, words: t(`variableList.mark.${sets ? (count > 0 ? 'both' : 'sets') : 'reads'}`, { count }) }
    }
    look.getState().mark(marks)
    return () => look.getState().mark(null)
  }, [use, look, t])
}
