import { deleteNodes, deleteNote, disconnect, duplicate, graphOf } from '../document/edits.ts'
import { freshId } from '../document/ids.ts'
import { besides } from '../document/place.ts'
import type { Command, CommandContext } from './contract.ts'
import { chosen, chosenEdges, deletable } from './targets.ts'

const some = (context: CommandContext) => deletable(context).length > 0
const focused = ['node', 'note', 'selection'] as const

/** Undo, the clipboard, deleting. */
export const editCommands: Command[] = [
  {
    id: 'undo',
    icon: 'arrow-back-up',
    group: 'edit',
    keys: ['$mod+KeyZ'],
    when: ({ document }) => document.getState().canUndo,
    run: ({ document }) => document.getState().undo(),
  },
  {
    id: 'redo',
    icon: 'arrow-forward-up',
    group: 'edit',
    keys: ['$mod+Shift+KeyZ', '$mod+KeyY'],
    when: ({ document }) => document.getState().canRedo,
    run: ({ document }) => document.getState().redo(),
  },
  {
    id: 'copy',
    icon: 'copy',
    group: 'edit',
    keys: ['$mod+KeyC'],
    native: true,
    reads: true,
    places: [...focused],
    when: some,
    run: ({ clipboard }) => clipboard.copy(),
  },
  {
    id: 'cut',
    icon: 'scissors',
    group: 'edit',
    keys: ['$mod+KeyX'],
    native: true,
    when: some,
    run: ({ clipboard }) => clipboard.cut(),
  },
  {
    id: 'paste',
    icon: 'clipboard',
    group: 'edit',
    keys: ['$mod+KeyV'],
    native: true,
    places: ['pane'],
    run: ({ clipboard }) => clipboard.paste(),
  },
  {
    id: 'duplicate',
    icon: 'copy-plus',
    group: 'edit',
    keys: ['$mod+KeyD'],
    places: [...focused],
    when: some,
    run: (context) => {
      const ids = new Map(deletable(context).map((id) => [id, freshId()]))
      const { flow } = context.document.getState()
      const by = besides(flow, graphOf(flow, ids.keys()), { x: 40, y: 40 }, context.canvas.sizes())
      context.document.getState().edit('duplicate', (before) => duplicate(before, ids, by))
      context.look.getState().select([...ids.values()])
      context.canvas.reveal(...ids.values())
    },
  },
  {
    id: 'deleteKeepWire',
    icon: 'route',
    group: 'edit',
    keys: ['$mod+Delete', '$mod+Backspace'],
    places: ['node', 'selection'],
    when: some,
    run: (context) => remove(context, true),
  },
  {
    id: 'delete',
    icon: 'trash',
    group: 'edit',
    keys: ['Delete', 'Backspace'],
    places: ['node', 'edge', 'note', 'selection'],
    danger: true,
    when: (context) => some(context) || chosenEdges(context).length > 0,
    run: (context) => remove(context, false),
  },
]

function remove(context: CommandContext, keepWire: boolean): void {
  const ids = deletable(context)
  const edges = chosenEdges(context)
  context.document.getState().edit('delete', (flow) => {
    const notes = new Set(flow.notes.map((note) => note.id))
    const without = deleteNodes(
      disconnect(flow, edges),
      ids.filter((id) => !notes.has(id)),
      { keepWire },
    )
    return ids.filter((id) => notes.has(id)).reduce(deleteNote, without)
  })
  const left = new Set(ids)
  context.look.getState().select(
    chosen(context).filter((id) => !left.has(id)),
    [],
  )
  context.canvas.focus()
}
