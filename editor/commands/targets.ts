import type { CommandContext } from './contract.ts'

/** The nodes and notes a command is about: what its menu was opened on, else the selection. */
export function chosen({ target, look }: CommandContext): string[] {
  return target?.kind === 'node' || target?.kind === 'note'
    ? [target.id]
    : target?.kind === 'edge'
      ? []
      : look.getState().selection.nodes
}

/** The edges a command is about. */
export const chosenEdges = ({ target, look }: CommandContext): string[] =>
  target?.kind === 'edge' ? [target.id] : target?.kind === 'node' ? [] : look.getState().selection.edges

/** The one node a command is about; undefined for several, none or a note. */
export function oneNode(context: CommandContext): string | undefined {
  const ids = chosen(context)
  return ids.length === 1 && context.document.getState().flow.nodes.some((node) => node.id === ids[0]) ? ids[0] : undefined
}

/** The one note a command is about. */
export function oneNote(context: CommandContext): string | undefined {
  const ids = chosen(context)
  return ids.length === 1 && context.document.getState().flow.notes.some((note) => note.id === ids[0]) ? ids[0] : undefined
}

/** The start node stays: a flow without one cannot begin. */
export function deletable(context: CommandContext): string[] {
  const { nodes } = context.document.getState().flow
  const fixed = new Set(nodes.filter((node) => node.type === 'start').map((node) => node.id))
  return chosen(context).filter((id) => !fixed.has(id))
}
