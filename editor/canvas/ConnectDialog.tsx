import { Button, Modal, Select } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#schemas/flow.ts'
import { descriptionOf, outputsOf } from '../document/catalogue.ts'
import { connect } from '../document/edits.ts'
import { openOutput } from '../document/place.ts'
import dialog from '../ui/dialog.module.css'
import { useDocument, useFlowEditor, useOverlay, useWording } from './hooks.ts'

/** Draws an edge without a mouse: which output, and where it leads. */
export function ConnectDialog() {
  const { t } = useTranslation('canvas')
  const { overlays } = useFlowEditor()
  const nodeId = useOverlay((overlay) => overlay.connecting)
  const node = useDocument((document) => document.flow.nodes.find((each) => each.id === nodeId))
  const close = () => overlays.setState({ connecting: null })
  return (
    <Modal opened={node !== undefined} onClose={close} title={t('connect.title')} size={400}>
      {node && <Form key={node.id} node={node} onDone={close} />}
    </Modal>
  )
}

function Form({ node, onDone }: { node: FlowNode; onDone(): void }) {
  const { t } = useTranslation('canvas')
  const { document, look } = useFlowEditor()
  const wording = useWording()
  const flow = useDocument((state) => state.flow)
  const [output, setOutput] = useState(openOutput(flow, node) ?? outputsOf(node)[0]?.name ?? null)
  const [target, setTarget] = useState(
    () => flow.edges.find((edge) => edge.source === node.id && edge.sourceHandle === output)?.target ?? null,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!output || !target) return
    document.getState().edit('connect', (before) => connect(before, { source: node.id, sourceHandle: output }, target))
    const to = flow.nodes.find((each) => each.id === target)
    look.getState().announce(t('said.connected', { from: wording.title(node), to: to ? wording.title(to) : target }))
    onDone()
  }
  return (
    <form onSubmit={submit} className={dialog.form}>
      <Select
        label={t('connect.output')}
        data={outputsOf(node).map((each) => ({ value: each.name, label: wording.output(each) }))}
        value={output}
        onChange={setOutput}
      />
      <Select
        label={t('connect.target')}
        data={flow.nodes
          .filter((each) => !descriptionOf(each.type)?.single)
          .map((each) => ({ value: each.id, label: wording.title(each) }))}
        value={target}
        onChange={setTarget}
        searchable
        nothingFoundMessage={t('finder.nothing')}
        data-autofocus
      />
      <div className={dialog.buttons}>
        <Button type="submit" variant="filled" disabled={!output || !target}>
          {t('connect.action')}
        </Button>
      </div>
    </form>
  )
}
