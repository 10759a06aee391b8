import type { NodeConfig } from '../../flow.ts'
import { problem } from '../problems.ts'
import { repeated } from '../repeated.ts'
import type { Rule } from '../rule.ts'

/**
 * Two outputs of one node with the same name: two options with one id, or an option whose id is that of a fixed output such as
 * `invalid`. An edge could not tell them apart. The last option gets an id of its own.
 */
export const sameOutput: Rule = ({ nodes }) =>
  nodes.flatMap(({ id, node, outputs }) => {
    const names = outputs.map(({ name }) => name).filter((name) => typeof name === 'string')
    return repeated(names).map((output) => {
      const path = pathsOf(node.data.config, output).at(-1)
      const where = { nodeId: id, output, values: { output } }
      if (path === undefined) return problem('same-output', where)
      return problem('same-output', { ...where, path, fix: { do: 'set-config', nodeId: id, path, value: freeId(output, names) } })
    })
  })

/** Where a list of the config holds an item with this id. */
const pathsOf = (config: NodeConfig, id: string): string[] =>
  Object.entries(config).flatMap(([key, list]) =>
    Array.isArray(list) ? list.flatMap((item, n) => (item?.id === id ? [`/${key}/${n}/id`] : [])) : [],
  )

function freeId(id: string, taken: string[]): string {
  for (let n = 2; ; n++) {
    const candidate = `${id.slice(0, 60)}-${n}`
    if (!taken.includes(candidate)) return candidate
  }
}
