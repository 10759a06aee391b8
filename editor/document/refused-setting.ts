import type { ApiProblem } from '#schemas/api/errors.ts'
import type { Flow } from '#schemas/flow.ts'
import { keysOf, pathTo } from '#schemas/json-pointer.ts'

/** A node's setting that the server would not save, such as a text that is too long. */
export interface RefusedSetting {
  nodeId: string
  /** JSON Pointer into the node's config. */
  path: string
  /** Read after the setting's name: "must be at most 10,000 characters". */
  reason: string
}

/** The first setting that a refusal is about; undefined where it is about something else. */
export function refusedSetting(problems: ApiProblem['error']['problems'] = [], { nodes }: Flow): RefusedSetting | undefined {
  for (const { path, message } of problems) {
    const [root, list, index, data, config, ...keys] = keysOf(path)
    const nodeId = nodes[Number(index)]?.id
    if (root === 'flow' && list === 'nodes' && data === 'data' && config === 'config' && nodeId)
      return { nodeId, path: keys.reduce(pathTo, ''), reason: message }
  }
  return undefined
}
