import type { NodeHandler, Registry } from './contract.ts'
import { descriptions } from './descriptions.ts'
import { handler as end } from './end/handler.ts'
import { handler as language } from './language/handler.ts'
import { handler as menu } from './menu/handler.ts'
import { handler as sendMessage } from './send-message/handler.ts'
import { handler as start } from './start/handler.ts'

const handlers: Record<string, NodeHandler> = {
  start,
  'send-message': sendMessage,
  menu,
  language,
  end,
}

/** Every node type with its handler: what the server runs flows with. */
export const registry: Registry = new Map(
  descriptions.flatMap((description) => {
    const handler = handlers[description.type]
    return handler ? [[description.type, { description, handler }]] : []
  }),
)
