import { type Node, type NodeProps, NodeResizeControl } from '@xyflow/react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Note } from '#schemas/flow.ts'
import { editNote } from '../document/edits.ts'
import { Icon } from '../ui/Icon.tsx'
import { useDocument, useFlowEditor } from './hooks.ts'
import classes from './note.module.css'

export type NoteNodeType = Node<{ note: Note }, 'note'>

/** A sticky note: plain text beside the flow. Double click writes on it. */
export const NoteNode = memo(function NoteNode({ data: { note }, selected }: NodeProps<NoteNodeType>) {
  const { t } = useTranslation('canvas')
  const { document } = useFlowEditor()
  const readOnly = useDocument((state) => state.saveState === 'read-only')
  const [writing, setWriting] = useState(note.text === '' && !readOnly)
  const edit = (change: Partial<Note>, merge?: string) =>
    document.getState().edit('note', (flow) => editNote(flow, note.id, change), merge ? { merge } : undefined)
  return (
    <aside
      className={classes.note}
      data-selected={selected || undefined}
      style={{ width: note.width ?? 196, minHeight: note.height }}
      onDoubleClick={() => !readOnly && setWriting(true)}
    >
      {writing ? (
        <textarea
          className={`${classes.text} nodrag nopan nowheel`}
          aria-label={t('note.text')}
          value={note.text}
          maxLength={5000}
          dir="auto"
          ref={(field) => field?.focus()}
          onChange={(event) => edit({ text: event.currentTarget.value }, `note:${note.id}`)}
          onBlur={() => {
            document.getState().endGesture()
            setWriting(false)
          }}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Escape') setWriting(false)
          }}
        />
      ) : (
        <p dir="auto">{note.text || t('note.empty')}</p>
      )}
      {selected && !readOnly && (
        <NodeResizeControl
          className={classes.resize}
          minWidth={120}
          minHeight={48}
          onResizeEnd={(_event, { width, height }) => edit({ width: Math.round(width), height: Math.round(height) })}
        >
          <Icon name="selector" size={12} />
        </NodeResizeControl>
      )}
    </aside>
  )
})
