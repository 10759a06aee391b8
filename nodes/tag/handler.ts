import { go, handle, type Visit } from '../contract.ts'
import type { TagConfig } from './schema.ts'

export const handler = handle<TagConfig>({
  enter(visit) {
    const add = filled(visit, visit.config.add)
    const remove = filled(visit, visit.config.remove)
    return add.length + remove.length === 0 ? go('next') : go('next', { effects: [{ kind: 'tag', add, remove }] })
  },
})

const filled = (visit: Visit<TagConfig>, tags: readonly string[] = []): string[] =>
  tags.map((tag) => visit.fill(tag).trim()).filter((tag) => tag !== '')
