import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#schemas/flow.ts'
import { renameNode } from '../../document/edits.ts'
import { useFlowEditor, useOverlay, useWording } from '../../open-flow/flow-editor.ts'
import classes from './inspector.module.css'

/** The name of a node, to be written over. Emptied, the type's name comes back. */
export function NodeName({ node, readOnly }: { node: FlowNode; readOnly: boolean }) {
  const { t } = useTranslation('panels')
  const { document, overlays } = useFlowEditor()
  const field = useRef<HTMLInputElement>(null)
  const asked = useOverlay(({ writing, far }) => writing === node.id && (far || node.type === 'start'))
  const wording = useWording()
  const { edit, endGesture } = document.getState()
  useEffect(() => {
    if (!asked) return
    overlays.setState({ writing: null })
    field.current?.focus()
    field.current?.select()
  }, [asked, overlays])
  return (
    <input
      ref={field}
      className={classes.name}
      aria-label={t('inspector.name')}
      value={node.data.name ?? ''}
      placeholder={wording.type(node.type)}
      maxLength={80}
      dir="auto"
      readOnly={readOnly}
      onChange={(event) => {
        const name = event.currentTarget.value
        edit('rename', (flow) => setName(flow, node.id, name), { merge: `name ${node.id}` })
      }}
      onBlur={(event) => {
        const name = event.currentTarget.value
        if (name !== name.trim()) edit('rename', (flow) => renameNode(flow, node.id, name), { merge: `name ${node.id}` })
        endGesture()
      }}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}

/** As it is typed: a space at the end belongs to the word that comes next. */
const setName: typeof renameNode = (flow, id, name) => ({
  ...flow,
  nodes: flow.nodes.map((node) => {
    if (node.id !== id) return node
    const { name: _old, ...data } = node.data
    return { ...node, data: name === '' ? data : { name, ...data } }
  }),
})
