import type { FlowNode } from '#schemas/flow.ts'
import { outputsOf } from './catalogue.ts'

/** Longest id a flow may hold. */
const mostLetters = 64

/**
 * New ids for the options of a copied node, by the old ones: a choice belongs to the question that offered it. They are made of the
 * node's own, so that a copy of a copy does not grow.
 */
export function ownOptionIds(node: FlowNode, newId: string): ReadonlyMap<string, string> {
  if (newId === node.id) return new Map()
  const outputs = new Set(outputsOf(node).map(({ name }) => name))
  const old = Object.values(node.data.config)
    .flatMap(idsIn)
    .filter((id) => outputs.has(id))
  return new Map(
    old.map((id) => {
      const bare = id.endsWith(`-${node.id}`) ? id.slice(0, -node.id.length - 1) : id
      return [id, `${bare.slice(0, mostLetters - newId.length - 1)}-${newId}`]
    }),
  )
}

/** The node's config with its options under their new ids. */
export function withOptionIds(config: FlowNode['data']['config'], ids: ReadonlyMap<string, string>): FlowNode['data']['config'] {
  if (ids.size === 0) return config
  const renamed = (item: unknown) => (hasId(item) && ids.has(item.id) ? { ...item, id: ids.get(item.id) } : item)
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, Array.isArray(value) ? value.map(renamed) : value]),
  )
}

const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter(hasId).map(({ id }) => id) : [])
const hasId = (item: unknown): item is { id: string } =>
  typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
