import type { TFunction } from 'i18next'
import type { NodeDescription } from '#nodes/contract.ts'
import type { Flow } from '#schemas/flow.ts'
import { keysOf, pathTo } from '#schemas/json-pointer.ts'
import { descriptionOf, nodeOf } from '../../document/catalogue.ts'
import type { Clash } from '../../document/merge.ts'
import { delay, type Wording } from '../../open-flow/wording.ts'
import { formatNumber } from '../../ui/format.ts'
import { labelAt } from '../publish/label-at.ts'

/** Where two drafts clash, in words. */
export interface ClashPlace {
  nodeId?: string
  description?: NodeDescription
  /** The node, the note, the variable, or the flow itself. */
  title: string
  /** Which of its fields. */
  field: string
  /** A way out of a node leads to one place only. */
  isWay: boolean
}

export interface ClashWords {
  place(clash: Clash): ClashPlace
  /** One of the values, as a person would say it. */
  value(clash: Clash, side: 'base' | 'mine' | 'theirs'): string
}

export interface WordsOfClashes {
  t: TFunction<'panels'>
  canvas: TFunction<'canvas'>
  wording: Wording
  /** Newest first: a node that one draft no longer has is named by another. */
  drafts: Flow[]
}

/** Says what clashes, in the names that the canvas shows. */
export function wordsOfClashes({ t, canvas, wording, drafts }: WordsOfClashes): ClashWords {
  const node = (id: string) => drafts.map((flow) => nodeOf(flow, id)).find(Boolean)
  const title = (id: string) => {
    const found = node(id)
    return found ? wording.title(found) : id
  }
  const ofNode = (nodeId: string, field: (description: NodeDescription | undefined) => string, isWay = false): ClashPlace => {
    const description = descriptionOf(node(nodeId)?.type ?? '')
    return { nodeId, ...(description ? { description } : {}), title: title(nodeId), field: field(description), isWay }
  }
  return {
    place: ({ path }) => {
      const [kind, id = '', ...rest] = keysOf(path)
      if (kind === 'ways') return ofNode(id, () => t('merge.way', { name: wording.way(node(id), rest[0] ?? '') }), true)
      if (kind === 'nodes' && rest.length === 0) return ofNode(id, () => t('merge.node'))
      if (kind === 'nodes' && rest[0] !== 'config') return ofNode(id, () => t('merge.name'))
      if (kind === 'nodes')
        return ofNode(id, (description) => labelAt(description, numbered(node(id)?.data.config, rest.slice(1))))
      if (kind === 'notes') return { title: t('merge.note'), field: t('merge.text'), isWay: false }
      if (kind === 'variables')
        return {
          title: t('merge.variable', { name: wording.variable(id) }),
          field: labelAt(undefined, pointerOf(rest)),
          isWay: false,
        }
      const field =
        kind === 'languages' ? t('merge.mainLanguage') : labelAt(undefined, kind === 'name' ? '/name' : pointerOf([id]))
      return { title: t('merge.flow'), field, isWay: false }
    },
    value: (clash, side) => {
      const value = clash[side]
      const keys = keysOf(clash.path)
      if (keys[0] === 'ways') return typeof value === 'string' ? title(value) : t('merge.ends')
      if (value === undefined) return t(keys.length === 2 || keys[0] === 'notes' ? 'merge.deleted' : 'merge.empty')
      if (keys[0] === 'nodes' && keys.length === 2) return t('merge.kept')
      if (typeof value === 'number') return keys.at(-1)?.endsWith('Seconds') ? delay(canvas, value) : formatNumber(value)
      return inWords(value)
    },
  }

  function inWords(value: unknown): string {
    if (typeof value === 'string') return value
    if (typeof value === 'boolean') return t(value ? 'merge.yes' : 'merge.no')
    if (Array.isArray(value)) return value.map(inWords).join(', ')
    if (typeof value !== 'object' || value === null) return String(value)
    if ('label' in value) return inWords(value.label)
    if ('text' in value) return inWords(value.text)
    const texts = Object.values(value)
    return texts.length > 0 && texts.every((each) => typeof each === 'string') ? texts.join(' · ') : JSON.stringify(value)
  }
}

const pointerOf = (keys: string[]): string => keys.reduce(pathTo, '')

/** The pointer with items of lists by their number, which is how a form names them. */
function numbered(config: unknown, keys: string[]): string {
  let at = config
  let pointer = ''
  for (const key of keys) {
    const index = Array.isArray(at) ? at.findIndex((item) => [item?.id, item?.name, item?.variable].includes(key)) : -1
    const step = index === -1 ? key : index
    pointer = pathTo(pointer, step)
    at = typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : undefined
  }
  return pointer
}
