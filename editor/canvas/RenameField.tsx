import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#schemas/flow.ts'
import { renameNode } from '../document/edits.ts'
import classes from './card.module.css'
import { useFlowEditor, useWording } from './hooks.ts'

/** Once, when the field appears: a ref made anew with every drawing would select again what is being typed. */
function begin(field: HTMLInputElement | null): void {
  field?.focus()
  field?.select()
}

/** The name of a node while it is typed: Enter keeps it, Escape does not. */
export function RenameField({ node }: { node: FlowNode }) {
  const { t } = useTranslation('canvas')
  const { document, overlays } = useFlowEditor()
  const wording = useWording()
  const close = () => overlays.setState({ renaming: null })
  const keep = (name: string) => {
    close()
    if (name.trim() !== wording.title(node)) document.getState().edit('rename', (flow) => renameNode(flow, node.id, name))
  }
  return (
    <input
      className={`${classes.rename} nodrag nopan`}
      aria-label={t('card.name')}
      defaultValue={wording.title(node)}
      maxLength={80}
      dir="auto"
      ref={begin}
      onBlur={(event) => keep(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') close()
      }}
    />
  )
}
