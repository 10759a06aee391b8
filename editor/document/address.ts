import type { FlowViewState } from './view.ts'

const days = ['from', 'to'] as const
const choices = ['channel', 'language'] as const
const names = ['mode', 'node', ...days, ...choices]

/** What an address says of the view of a flow: the figures' mode, their filter, and the node that they are open for. */
export function viewIn(search: URLSearchParams): Partial<FlowViewState> {
  if (search.get('mode') !== 'statistics') return {}
  const node = search.get('node')
  const statisticsFilter: FlowViewState['statisticsFilter'] = {}
  for (const name of days)
    if (/^\d{4}-\d\d-\d\d$/.test(search.get(name) ?? '')) statisticsFilter[name] = search.get(name) as string
  for (const name of choices) if (search.get(name)) statisticsFilter[name] = search.get(name) as string
  return { mode: 'statistics', statisticsFilter, selection: { nodes: node ? [node] : [], edges: [] } }
}

/** The address `search` with the view written into it, so that a link shows what its sender saw. What else is in it stays. */
export function withView(
  search: URLSearchParams,
  { mode, statisticsFilter, selection }: Pick<FlowViewState, 'mode' | 'statisticsFilter' | 'selection'>,
): URLSearchParams {
  const next = new URLSearchParams(search)
  for (const name of names) next.delete(name)
  if (mode !== 'statistics') return next
  next.set('mode', mode)
  for (const name of [...days, ...choices]) if (statisticsFilter[name]) next.set(name, statisticsFilter[name])
  const [node, another] = selection.nodes
  if (node && !another) next.set('node', node)
  return next
}
