import { Button, Modal, Select } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#schemas/flow.ts'
import { outputsOf } from '../../document/catalogue.ts'
import { lead } from '../../document/fixes.ts'
import { useDocument, useFlowEditor, useOverlay, useWording } from '../../open-flow/flow-editor.ts'
import dialog from '../../ui/dialog.module.css'
import { Missing } from '../../ui/Missing.tsx'

/** Leads a way to a node: which output of which other node. */
export function LeadHereDialog() {
  const { t } = useTranslation('canvas')
  const { overlays } = useFlowEditor()
  const leading = useOverlay((overlay) => overlay.leading)
  const node = useDocument((document) => document.flow.nodes.find((each) => each.id === leading?.nodeId))
  const wording = useWording()
  const close = () => overlays.setState({ leading: null })
  return (
    <Modal opened={node !== undefined} onClose={close} title={node && t('lead.title', { name: wording.title(node) })} size={400}>
      {node && <Form key={node.id} node={node} replaced={leading?.edgeId} onDone={close} />}
    </Modal>
  )
}

interface FormProps {
  node: FlowNode
  replaced: string | undefined
  onDone(): void
}

function Form({ node, replaced, onDone }: FormProps) {
  const { t } = useTranslation('canvas')
  const { document, look } = useFlowEditor()
  const wording = useWording()
  const { nodes, edges } = useDocument((state) => state.flow)
  const [chosen, setChosen] = useState<string | null>(null)
  const targets = new Map(edges.map((edge) => [`${edge.source} ${edge.sourceHandle}`, edge.target]))
  const names = new Map(nodes.map((each) => [each.id, wording.title(each)]))
  const data = nodes
    .filter((each) => each.id !== node.id)
    .map((each) => ({
      group: wording.title(each),
      items: outputsOf(each).map((output) => {
        const value = `${each.id} ${output.name}`
        const target = targets.get(value)
        const leadsTo = target === undefined ? t('lead.open') : t('lead.now', { name: names.get(target) ?? target })
        return { value, label: `${wording.output(output)} · ${leadsTo}` }
      }),
    }))
    .filter(({ items }) => items.length > 0)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [source, sourceHandle] = chosen?.split(' ') ?? []
    if (!source || !sourceHandle) return
    document.getState().edit('connect', (flow) => lead(flow, { source, sourceHandle }, node.id, replaced))
    look.getState().announce(t('said.connected', { from: names.get(source) ?? source, to: wording.title(node) }))
    onDone()
  }
  return (
    <form onSubmit={submit} className={dialog.form}>
      <Select
        label={t('lead.from')}
        data={data}
        value={chosen}
        onChange={setChosen}
        searchable
        nothingFoundMessage={t('finder.nothing')}
        data-autofocus
      />
      <div className={dialog.buttons}>
        <Missing fields={chosen ? [] : [t('lead.from')]} />
        <Button type="submit" variant="filled" disabled={!chosen}>
          {t('lead.action')}
        </Button>
      </div>
    </form>
  )
}
