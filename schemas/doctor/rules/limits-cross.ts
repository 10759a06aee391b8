import { isShown } from '../../fields-of.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A largest value that is smaller than the smallest (`x-not-below` names that one): no answer could ever fit. */
export const limitsCross: Rule = ({ nodes }) =>
  nodes.flatMap(({ id, node, facts }) => {
    const { config } = node.data
    const properties = (facts?.schema.properties ?? {}) as Record<string, { title?: string; 'x-not-below'?: string }>
    return Object.entries(properties).flatMap(([name, property]) => {
      const lower = property['x-not-below']
      if (lower === undefined || !isShown(property, config) || !isBelow(config[name], config[lower])) return []
      const values = { label: property.title ?? name, lower: properties[lower]?.title ?? lower }
      const path = `/${name}`
      return [problem('limits-cross', { nodeId: id, path, values, fix: { do: 'focus', nodeId: id, path } })]
    })
  })

const isBelow = (value: unknown, lower: unknown): boolean =>
  typeof value === 'number' && typeof lower === 'number' && value < lower
