import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { descriptions } from '#nodes/descriptions.ts'
import { marks } from '#schemas/fields-of.ts'
import { groupBy } from '#schemas/group-by.ts'
import type { Holder } from '../../document/variables/holders.ts'
import { nameProblem, placesOf, renameVariable } from '../../document/variables/rename.ts'
import { groupOf, naming, type VariableUse } from '../../document/variables/uses.ts'
import { useDocument, useFlowEditor } from '../../open-flow/flow-editor.ts'
import { toast } from '../../ui/toast.tsx'
import { PanelNote } from '../Panel.tsx'
import classes from './rename-variable.module.css'

/** Types that go on in another flow, where the chat's variables go along. */
const elsewhere = new Set(descriptions.filter(({ schema }) => marks(schema, 'flow')).map(({ type }) => type))

/** The name of a variable; another one is shown in every place before it is taken, and is one step to undo. */
export function RenameVariable({ use: { name } }: { use: VariableUse }) {
  const { t } = useTranslation('panels')
  const { document, look } = useFlowEditor()
  const flow = useDocument((state) => state.flow)
  const liveVersion = useDocument((state) => state.liveVersion)
  const [typed, setTyped] = useState(name)
  const to = typed.trim()
  const problem = nameProblem(flow, name, to)
  const changes = to === name || problem ? [] : naming(flow, name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (problem || to === name) return
    const { edit, undo } = document.getState()
    edit('renameVariable', (before) => renameVariable(before, name, to))
    look.getState().showVariable(to)
    toast({ text: t('variableList.renamed', { from: name, to }), action: { label: t('json.undo'), onClick: undo } })
  }
  return (
    <form onSubmit={submit} className={classes.rename}>
      <TextInput
        label={t('variableList.everywhere')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={problem && t(`variableList.problem.${problem}`, { name: to })}
        maxLength={50}
        dir="ltr"
      />
      {to !== name && !problem && (
        <>
          {changes.length > 0 && (
            <div className={classes.changes}>
              {[...groupBy(changes, (holder) => groupOf(flow, holder))].map(([group, holders]) => (
                <details key={group} open>
                  <summary>{t(`variableList.group.${group}`, { count: holders.length })}</summary>
                  <ul>
                    {holders.slice(0, 3).map((holder) => (
                      <Change key={`${holder.nodeId} ${holder.path}`} holder={holder} from={name} to={to} />
                    ))}
                  </ul>
                  {holders.length > 3 && <p>{t('variableList.more', { count: holders.length - 3 })}</p>}
                </details>
              ))}
            </div>
          )}
          {liveVersion !== null && <PanelNote>{t('variableList.live', { version: liveVersion })}</PanelNote>}
          {flow.nodes.some(({ type }) => elsewhere.has(type)) && (
            <PanelNote icon="alert-triangle">{t('variableList.otherFlows')}</PanelNote>
          )}
          <div className={classes.buttons}>
            <Button type="submit" variant="filled" size="xs">
              {changes.length === 0 ? t('variableList.renameUnused') : t('variableList.rename', { count: changes.length })}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setTyped(name)}>
              {t('variableList.cancel')}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}

/** How much of a text is shown around the place that changes. */
const around = 28

/** The first place of a string that changes, with what stands beside it. */
function Change({ holder, from, to }: { holder: Holder; from: string; to: string }) {
  const [first] = placesOf(holder, from)
  if (!first) return null
  const [start, end] = first
  const { text, language } = holder
  const before = text.slice(Math.max(0, start - around), start)
  const after = text.slice(end, end + around)
  return (
    <li lang={language} dir="auto">
      {start > around && '…'}
      {before}
      <del>{from}</del> <ins>{to}</ins>
      {after}
      {end + around < text.length && '…'}
    </li>
  )
}
