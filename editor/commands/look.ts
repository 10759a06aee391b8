import type { Command } from './contract.ts'

/** Selecting, finding, zooming and the panels: nothing here changes the flow. */
export const lookCommands: Command[] = [
  {
    id: 'selectAll',
    icon: 'select',
    group: 'select',
    keys: ['$mod+KeyA'],
    places: ['pane'],
    reads: true,
    run: ({ document, look }) => {
      const { flow } = document.getState()
      look.getState().select(
        [...flow.nodes, ...flow.notes].map((thing) => thing.id),
        flow.edges.map((edge) => edge.id),
      )
    },
  },
  {
    id: 'escape',
    icon: 'x',
    group: 'select',
    keys: ['Escape'],
    reads: true,
    run: ({ look, overlays, canvas }) => {
      const { picking, menu, connecting, leading, ghost } = overlays.getState()
      if (picking || menu || connecting || leading || ghost)
        overlays.setState({ picking: null, menu: null, connecting: null, leading: null, ghost: null, dropEdge: null })
      else if (look.getState().selection.nodes.length + look.getState().selection.edges.length > 0) look.getState().select([])
      else look.getState().show(null)
      canvas.focus()
    },
  },
  {
    id: 'find',
    icon: 'search',
    group: 'look',
    keys: ['$mod+KeyF'],
    places: ['pane'],
    reads: true,
    run: ({ overlays }) => overlays.setState({ finder: true }),
  },
  {
    id: 'zoomIn',
    icon: 'plus',
    group: 'look',
    keys: ['Equal', 'NumpadAdd'],
    reads: true,
    run: ({ canvas }) => canvas.zoomBy(1.25),
  },
  {
    id: 'zoomOut',
    icon: 'minus',
    group: 'look',
    keys: ['Minus', 'NumpadSubtract'],
    reads: true,
    run: ({ canvas }) => canvas.zoomBy(0.8),
  },
  { id: 'zoomReset', icon: 'search', group: 'look', keys: ['Digit0'], reads: true, run: ({ canvas }) => canvas.zoomTo(1) },
  {
    id: 'fit',
    icon: 'maximize',
    group: 'look',
    keys: ['Digit1'],
    places: ['pane'],
    reads: true,
    run: ({ canvas }) => canvas.fit(),
  },
  {
    id: 'fitSelection',
    icon: 'focus-centered',
    group: 'look',
    keys: ['Digit2'],
    reads: true,
    when: ({ look }) => look.getState().selection.nodes.length > 0,
    run: ({ look, canvas }) => canvas.fit(look.getState().selection.nodes),
  },
  {
    id: 'problems',
    icon: 'alert-triangle',
    group: 'look',
    reads: true,
    run: ({ look }) => look.getState().show(look.getState().panel === 'problems' ? null : 'problems'),
  },
  {
    id: 'variables',
    icon: 'variable',
    group: 'look',
    places: ['flow-menu'],
    reads: true,
    run: ({ look }) => {
      if (look.getState().panel === 'variables') look.getState().show(null)
      else look.getState().showVariable(null)
    },
  },
  { id: 'statistics', icon: 'chart-bar', group: 'look', reads: true, run: ({ look }) => look.getState().setMode('statistics') },
  { id: 'build', icon: 'pencil', group: 'look', reads: true, run: ({ look }) => look.getState().setMode('build') },
  {
    id: 'shortcuts',
    icon: 'keyboard',
    group: 'look',
    keys: ['Shift+Slash'],
    places: ['flow-menu'],
    reads: true,
    run: ({ look }) => look.getState().open('shortcuts'),
  },
]
