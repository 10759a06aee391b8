import { addNote, disconnect, moveNodes, type Point } from '../document/edits.ts'
import { freshId } from '../document/ids.ts'
import { tidy } from '../document/layout.ts'
import { type Direction, neighbour } from '../document/neighbours.ts'
import { openOutput, snapped } from '../document/place.ts'
import type { Command, CommandContext } from './contract.ts'
import { chosen, oneNode, oneNote } from './targets.ts'

const arrows: Record<Direction, string> = { left: 'ArrowLeft', right: 'ArrowRight', up: 'ArrowUp', down: 'ArrowDown' }
const steps: Record<Direction, Point> = {
  left: { x: -20, y: 0 },
  right: { x: 20, y: 0 },
  up: { x: 0, y: -20 },
  down: { x: 0, y: 20 },
}
const directions: Direction[] = ['left', 'right', 'up', 'down']

/** Adding, connecting, naming, moving and walking between nodes. */
export const nodeCommands: Command[] = [
  {
    id: 'searchPalette',
    icon: 'search',
    group: 'node',
    keys: ['Tab'],
    run: ({ canvas }) => canvas.focusPalette(),
  },
  {
    id: 'addNode',
    icon: 'plus',
    group: 'node',
    places: ['pane'],
    run: (context) => pick(context, { kind: 'free' }),
  },
  {
    id: 'addAfter',
    icon: 'plus',
    group: 'node',
    places: ['node'],
    when: (context) => {
      const node = nodeOf(context)
      return node !== undefined && openOutput(context.document.getState().flow, node) !== undefined
    },
    run: (context) => pick(context, { kind: 'after', nodeId: oneNode(context) as string }),
  },
  {
    id: 'insertHere',
    icon: 'plus',
    group: 'node',
    places: ['edge'],
    when: ({ target }) => target?.kind === 'edge',
    run: (context) => {
      if (context.target?.kind === 'edge') pick(context, { kind: 'edge', edgeId: context.target.id })
    },
  },
  {
    id: 'connectTo',
    icon: 'plug-connected',
    group: 'node',
    keys: ['KeyC'],
    places: ['node'],
    when: (context) => oneNode(context) !== undefined,
    run: (context) => context.overlays.setState({ connecting: { nodeId: oneNode(context) as string } }),
  },
  {
    id: 'rename',
    icon: 'cursor-text',
    group: 'node',
    keys: ['F2'],
    places: ['node'],
    when: (context) => oneNode(context) !== undefined,
    run: (context) => {
      // A small card and the start's pill have no room for a field; the settings have one.
      if (context.overlays.getState().far || nodeOf(context)?.type === 'start') showSettings(context)
      context.overlays.setState({ writing: oneNode(context) as string })
    },
  },
  {
    id: 'openSettings',
    icon: 'adjustments-horizontal',
    group: 'node',
    keys: ['Enter'],
    places: ['node'],
    reads: true,
    when: (context) => oneNode(context) !== undefined,
    run: showSettings,
  },
  {
    id: 'addNote',
    icon: 'note',
    group: 'node',
    places: ['pane'],
    run: ({ document, look, overlays, canvas, at }) => {
      const id = freshId()
      document.getState().edit('addNote', (flow) => addNote(flow, { id, position: snapped(at ?? canvas.pointer()), text: '' }))
      look.getState().select([id])
      overlays.setState({ writing: id })
    },
  },
  {
    id: 'writeNote',
    icon: 'pencil',
    group: 'node',
    keys: ['Enter', 'F2'],
    places: ['note'],
    when: (context) => oneNote(context) !== undefined,
    run: (context) => context.overlays.setState({ writing: oneNote(context) as string }),
  },
  {
    id: 'disconnectAll',
    icon: 'x',
    group: 'node',
    when: (context) => edgesOf(context).length > 0,
    run: (context) => context.document.getState().edit('disconnect', (flow) => disconnect(flow, edgesOf(context))),
  },
  {
    id: 'tidy',
    icon: 'layout-distribute-horizontal',
    group: 'node',
    keys: ['Shift+Alt+KeyT'],
    places: ['selection', 'pane'],
    run: async ({ document, look, canvas, target }) => {
      const some = target?.kind === 'pane' ? [] : look.getState().selection.nodes
      const positions = await tidy(document.getState().flow, canvas.sizes(), some.length > 1 ? new Set(some) : undefined)
      document.getState().edit('tidy', (flow) => moveNodes(flow, positions))
      if (some.length <= 1) requestAnimationFrame(() => canvas.fit())
    },
  },
  ...directions.map(
    (direction): Command => ({
      id: `walk.${direction}`,
      icon: 'arrow-right',
      group: 'select',
      keys: [arrows[direction]],
      reads: true,
      when: (context) => oneNode(context) !== undefined,
      run: (context) => {
        const next = neighbour(context.document.getState().flow, oneNode(context) as string, direction)
        if (!next) return
        context.look.getState().select([next])
        context.canvas.reveal(next)
        context.canvas.focus(next)
      },
    }),
  ),
  ...directions.map(
    (direction): Command => ({
      id: `move.${direction}`,
      icon: 'arrow-right',
      group: 'node',
      keys: [`Alt+${arrows[direction]}`],
      when: (context) => chosen(context).length > 0,
      run: (context) => nudge(context, steps[direction]),
    }),
  ),
]

const nodeOf = (context: CommandContext) => context.document.getState().flow.nodes.find((node) => node.id === oneNode(context))

const edgesOf = (context: CommandContext): string[] => {
  const ids = new Set(chosen(context))
  const { edges } = context.document.getState().flow
  return edges.filter((edge) => ids.has(edge.source) || ids.has(edge.target)).map((edge) => edge.id)
}

function showSettings(context: CommandContext): void {
  context.look.getState().select([oneNode(context) as string])
  context.look.getState().show('inspector')
}

function pick({ overlays, canvas, at }: CommandContext, placement: Parameters<typeof placing>[1]): void {
  overlays.setState(placing(at ?? canvas.pointer(), placement, canvas))
}

const placing = (
  at: Point,
  placement: { kind: 'free' } | { kind: 'after'; nodeId: string } | { kind: 'edge'; edgeId: string },
  canvas: CommandContext['canvas'],
) => ({ picking: { screen: canvas.toScreen(at), at, placement } })

function nudge({ document, look, ...context }: CommandContext, by: Point): void {
  const ids = new Set(chosen({ document, look, ...context }))
  document.getState().edit(
    'move',
    (flow) => {
      const moved = [...flow.nodes, ...flow.notes].filter((thing) => ids.has(thing.id))
      return moveNodes(flow, Object.fromEntries(moved.map(({ id, position: { x, y } }) => [id, { x: x + by.x, y: y + by.y }])))
    },
    { merge: `nudge:${[...ids].join()}` },
  )
}
