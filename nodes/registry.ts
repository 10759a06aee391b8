import { handler as askQuestion } from './ask-question/handler.ts'
import { handler as callHttp } from './call-http/handler.ts'
import { handler as condition } from './condition/handler.ts'
import { handler as confirm } from './confirm/handler.ts'
import { handler as consent } from './consent/handler.ts'
import type { NodeHandler, Registry } from './contract.ts'
import { descriptions } from './descriptions.ts'
import { handler as end } from './end/handler.ts'
import { handler as goToFlow } from './go-to-flow/handler.ts'
import { handler as handOff } from './hand-off/handler.ts'
import { handler as language } from './language/handler.ts'
import { handler as menu } from './menu/handler.ts'
import { handler as rating } from './rating/handler.ts'
import { handler as recordEvent } from './record-event/handler.ts'
import { handler as sendMessage } from './send-message/handler.ts'
import { handler as setContact } from './set-contact/handler.ts'
import { handler as setVariable } from './set-variable/handler.ts'
import { handler as split } from './split/handler.ts'
import { handler as start } from './start/handler.ts'
import { handler as tag } from './tag/handler.ts'
import { handler as templateMessage } from './template-message/handler.ts'
import { handler as wait } from './wait/handler.ts'

// biome-ignore format: one line for each type
const handlers: Record<string, NodeHandler> = {
  'start': start,
  'send-message': sendMessage,
  'template-message': templateMessage,
  'menu': menu,
  'ask-question': askQuestion,
  'language': language,
  'consent': consent,
  'condition': condition,
  confirm,
  'split': split,
  'wait': wait,
  'go-to-flow': goToFlow,
  'end': end,
  'set-variable': setVariable,
  'set-contact': setContact,
  'tag': tag,
  'record-event': recordEvent,
  'call-http': callHttp,
  'hand-off': handOff,
  rating,
}

/** Every node type with its handler: what the server runs flows with. */
export const registry: Registry = new Map(
  descriptions.flatMap((description) => {
    const handler = handlers[description.type]
    return handler ? [[description.type, { description, handler }]] : []
  }),
)
