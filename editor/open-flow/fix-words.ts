import i18next, { type TFunction } from 'i18next'
import type { Fix } from '#schemas/api/problems.ts'
import type { Flow, FlowEdge } from '#schemas/flow.ts'
import { descriptionOf, nodeOf } from '../document/catalogue.ts'
import { delay, type Wording } from './wording.ts'

/** What a fix will do, in words, before it is done: "Delete “Still there?”", "Lead “Next” of “Hello” here". */
export function fixWords(fix: Fix, flow: Flow, wording: Wording): string {
  const t = i18next.getFixedT(null, 'canvas')
  const title = (id: string | undefined): string => {
    const node = id === undefined ? undefined : nodeOf(flow, id)
    return node ? wording.title(node) : t('fix.nothing')
  }
  const output = (nodeId: string, name: string): string => wording.way(nodeOf(flow, nodeId), name)
  switch (fix.do) {
    case 'connect':
      return t('fix.connect', { node: title(fix.nodeId), output: output(fix.nodeId, fix.output), target: title(fix.target) })
    case 'connect-to':
      return t('fix.connectTo', { output: output(fix.nodeId, fix.output) })
    case 'connect-from':
      return t('fix.connectFrom', { node: title(fix.nodeId) })
    case 'end-here':
      return t('fix.endHere', { output: output(fix.nodeId, fix.output) })
    case 'insert':
      return t('fix.insert', { type: wording.type(fix.type), target: title(edgeOf(flow, fix.edgeId)?.target) })
    case 'set-config':
      return t('fix.set', { setting: settingOf(flow, fix, wording), value: valueWords(fix, t) })
    case 'delete-node':
      return t(fix.keepWay ? 'fix.takeOut' : 'fix.deleteNode', { node: title(fix.nodeId) })
    case 'delete-edge': {
      const edge = edgeOf(flow, fix.edgeId)
      return t('fix.deleteEdge', { node: title(edge?.source), target: title(edge?.target) })
    }
    case 'add-variable':
      return t('fix.addVariable', { variable: fix.name })
    case 'move-to-secret':
      return t('fix.moveToSecret', { name: fix.name })
    case 'focus':
      return t('fix.focus')
  }
}

const edgeOf = (flow: Flow, id: string): FlowEdge | undefined => flow.edges.find((edge) => edge.id === id)

type Sets = Extract<Fix, { do: 'set-config' }>

/** The title of the setting in its schema, else the key it has. */
function settingOf(flow: Flow, { nodeId, path }: Sets, wording: Wording): string {
  const node = nodeOf(flow, nodeId)
  const key = path.slice(path.lastIndexOf('/') + 1)
  const properties = (node && descriptionOf(node.type)?.schema.properties) as Record<string, { title?: string }> | undefined
  return wording.label(properties?.[path.slice(1)]?.title ?? key)
}

/** Durations are told as people say them: a day, not 86,400 seconds. */
const valueWords = ({ path, value }: Sets, t: TFunction<'canvas'>): string =>
  path.endsWith('Seconds') && typeof value === 'number' ? delay(t, value) : String(value)
