import { type Node, type NodeProps, NodeResizeControl } from '@xyflow/react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Note } from '#schemas/flow.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { editNote } from '../../document/edits.ts'
import { useDocument, useFlowEditor, useOverlay } from '../../open-flow/flow-editor.ts'
import { Icon } from '../../ui/Icon.tsx'
import classes from './note.module.css'

export type NoteNodeType = Node<{ note: Note }, 'note'>

/** A sticky note: plain text beside the flow. A double click, Enter or F2 writes on it. */
export const NoteNode = memo(function NoteNode({ data: { note }, selected, height }: NodeProps<NoteNodeType>) {
  const { t } = useTranslation('canvas')
  const { document, overlays } = useFlowEditor()
  const readOnly = useDocument((state) => state.saveState === 'read-only')
  // What is not measured yet is hidden and takes no focus.
  const writing = useOverlay((overlay) => overlay.writing === note.id) && Boolean(height)
  const resize = (size: { width: number; height: number }) =>
    document
      .getState()
      .edit('note', (flow) => editNote(flow, note.id, { width: Math.round(size.width), height: Math.round(size.height) }))
  return (
    <aside
      className={classes.note}
      data-selected={selected || undefined}
      style={{ width: note.width ?? 196, minHeight: note.height }}
      onDoubleClick={() => !readOnly && overlays.setState({ writing: note.id })}
    >
      {writing ? <NoteText note={note} /> : <p dir="auto">{note.text || t('note.empty')}</p>}
      {selected && !readOnly && (
        <NodeResizeControl className={classes.resize} minWidth={120} minHeight={48} onResizeEnd={(_event, size) => resize(size)}>
          <Icon name="selector" size={12} />
        </NodeResizeControl>
      )}
    </aside>
  )
})

/** The text while it is written. Escape gives the keyboard back to the note. */
function NoteText({ note }: { note: Note }) {
  const { t } = useTranslation('canvas')
  const { document, overlays } = useFlowEditor()
  const { context } = useCommands()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    overlays.setState({ writing: note.id })
    field.current?.focus()
    return () => {
      overlays.setState({ writing: null })
      document.getState().endGesture()
    }
  }, [document, overlays, note.id])
  return (
    <div className={classes.writing} data-text={note.text}>
      <textarea
        className={`${classes.text} nodrag nopan nowheel`}
        aria-label={t('note.text')}
        value={note.text}
        maxLength={5000}
        dir="auto"
        ref={field}
        onChange={(event) => {
          const text = event.currentTarget.value
          document.getState().edit('note', (flow) => editNote(flow, note.id, { text }), { merge: `note:${note.id}` })
        }}
        onBlur={() => overlays.setState({ writing: null })}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') context().canvas.focus(note.id)
        }}
      />
    </div>
  )
}
