import { handle, handOff } from '../contract.ts'
import { saying } from '../say.ts'
import type { HandOffConfig } from './schema.ts'

export const handler = handle<HandOffConfig>({
  enter(visit) {
    const { text, team, reason = '' } = visit.config
    return handOff(visit.fill(reason).trim() || visit.node.name, team, { say: saying(visit, text) })
  },
})
