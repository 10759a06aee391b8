import { go, handle } from '../contract.ts'
import type { SplitConfig } from './schema.ts'

export const handler = handle<SplitConfig>({
  enter({ config: { ways }, contact, node }) {
    const whole = ways.reduce((sum, { share }) => sum + share, 0)
    const point = chanceOf(`${contact.id} ${node.id}`) * whole
    let end = 0
    const way = ways.find(({ share }) => {
      end += share
      return point < end
    })
    // Where every share is 0 nobody can say which way; the first is as good as any.
    const { id, label } = way ?? (ways[0] as Way)
    return go(id, { note: { code: 'way', values: { label } } })
  },
})

type Way = SplitConfig['ways'][number]

/** From 0 up to 1, the same for the same text: FNV-1a, stirred as in MurmurHash 3 so that like ids lie far apart. */
function chanceOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
