import { Button, Modal, Select } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowEdge, FlowNode } from '#schemas/flow.ts'
import { descriptionOf, outputsOf } from '../../document/catalogue.ts'
import { connect, disconnect } from '../../document/edits.ts'
import { openOutput } from '../../document/place.ts'
import { useDocument, useFlowEditor, useOverlay, useWording } from '../../open-flow/flow-editor.ts'
import dialog from '../../ui/dialog.module.css'
import { Missing } from '../../ui/Missing.tsx'

/** Draws an edge without a mouse: which output, and where it leads. */
export function ConnectDialog() {
  const { t } = useTranslation('canvas')
  const { overlays } = useFlowEditor()
  const connecting = useOverlay((overlay) => overlay.connecting)
  const node = useDocument((document) => document.flow.nodes.find((each) => each.id === connecting?.nodeId))
  const close = () => overlays.setState({ connecting: null })
  return (
    <Modal opened={node !== undefined} onClose={close} title={t('connect.title')} size={400}>
      {node && <Form key={node.id} node={node} first={connecting?.output} onDone={close} />}
    </Modal>
  )
}

function Form({ node, first, onDone }: { node: FlowNode; first: string | undefined; onDone(): void }) {
  const { t } = useTranslation('canvas')
  const { document, look, overlays } = useFlowEditor()
  const wording = useWording()
  const flow = useDocument((state) => state.flow)
  const edgeOf = (output: string | null) => flow.edges.find((edge) => edge.source === node.id && edge.sourceHandle === output)
  const [output, setOutput] = useState(first ?? openOutput(flow, node) ?? outputsOf(node)[0]?.name ?? null)
  const [target, setTarget] = useState(() => edgeOf(output)?.target ?? null)
  const edge = edgeOf(output)
  const changed = target !== (edge?.target ?? null)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!output || !changed) return
    const { edit } = document.getState()
    const from = wording.title(node)
    if (target) {
      edit('connect', (before) => connect(before, { source: node.id, sourceHandle: output }, target))
      const to = flow.nodes.find((each) => each.id === target)
      look.getState().announce(t('said.connected', { from, to: to ? wording.title(to) : target }))
    } else if (edge) {
      edit('disconnect', (before) => disconnect(before, [edge.id]))
      look.getState().announce(t('said.disconnected', { from }))
    }
    onDone()
  }
  const insert = (edge: FlowEdge) => {
    const next = flow.nodes.find((each) => each.id === edge.target) ?? node
    const at = { x: (node.position.x + next.position.x) / 2, y: (node.position.y + next.position.y) / 2 }
    const screen = { x: innerWidth / 2, y: innerHeight / 4 }
    onDone()
    overlays.setState({ picking: { screen, at, placement: { kind: 'edge', edgeId: edge.id } } })
  }

  return (
    <form onSubmit={submit} className={dialog.form}>
      <Select
        label={t('connect.output')}
        data={outputsOf(node).map((each) => ({ value: each.name, label: wording.output(each) }))}
        value={output}
        onChange={(chosen) => {
          setOutput(chosen)
          setTarget(edgeOf(chosen)?.target ?? null)
        }}
        allowDeselect={false}
      />
      <Select
        label={t('connect.target')}
        placeholder={t('connect.nowhere')}
        data={flow.nodes
          .filter((each) => !descriptionOf(each.type)?.single)
          .map((each) => ({ value: each.id, label: wording.title(each) }))}
        value={target}
        onChange={setTarget}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('connect.clear'), 'aria-hidden': false, tabIndex: 0 }}
        nothingFoundMessage={t('finder.nothing')}
        data-autofocus
      />
      <div className={dialog.buttons}>
        <Missing fields={target || edge ? [] : [t('connect.target')]} />
        {edge && (
          <Button variant="default" onClick={() => insert(edge)}>
            {t('connect.insert')}
          </Button>
        )}
        <Button type="submit" variant="filled" disabled={!output || !changed}>
          {target || !edge ? t('connect.action') : t('connect.disconnect')}
        </Button>
      </div>
    </form>
  )
}
