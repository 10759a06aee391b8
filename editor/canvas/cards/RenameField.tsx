import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#schemas/flow.ts'
import { renameNode } from '../../document/edits.ts'
import { useFlowEditor, useWording } from '../../open-flow/flow-editor.ts'
import classes from './rename-field.module.css'

/** The name of a node while it is typed: Enter, a click elsewhere and a card that goes out of sight keep it, Escape does not. */
export function RenameField({ node }: { node: FlowNode }) {
  const { t } = useTranslation('canvas')
  const { document, overlays } = useFlowEditor()
  const field = useRef<HTMLInputElement>(null)
  const title = useWording().title(node)
  const close = () => overlays.setState({ writing: null })
  const keep = useEffectEvent((name: string) => {
    if (name.trim() !== title) document.getState().edit('rename', (flow) => renameNode(flow, node.id, name))
  })
  useEffect(() => {
    const input = field.current as HTMLInputElement
    overlays.setState({ writing: node.id })
    input.focus()
    input.select()
    return () => {
      overlays.setState({ writing: null })
      keep(input.value)
    }
  }, [overlays, node.id])
  return (
    <input
      className={`${classes.rename} nodrag nopan`}
      aria-label={t('card.name')}
      defaultValue={title}
      maxLength={80}
      dir="auto"
      ref={field}
      onBlur={close}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') event.currentTarget.value = title
        if (event.key === 'Escape' || event.key === 'Enter') close()
      }}
    />
  )
}
