import { description as askQuestion } from './ask-question/description.ts'
import { description as callHttp } from './call-http/description.ts'
import { description as condition } from './condition/description.ts'
import { description as confirm } from './confirm/description.ts'
import { description as consent } from './consent/description.ts'
import type { NodeDescription } from './contract.ts'
import { description as end } from './end/description.ts'
import { description as goToFlow } from './go-to-flow/description.ts'
import { description as handOff } from './hand-off/description.ts'
import { description as language } from './language/description.ts'
import { description as menu } from './menu/description.ts'
import { description as rating } from './rating/description.ts'
import { description as recordEvent } from './record-event/description.ts'
import { description as sendMessage } from './send-message/description.ts'
import { description as setContact } from './set-contact/description.ts'
import { description as setVariable } from './set-variable/description.ts'
import { description as split } from './split/description.ts'
import { description as start } from './start/description.ts'
import { description as tag } from './tag/description.ts'
import { description as templateMessage } from './template-message/description.ts'
import { description as wait } from './wait/description.ts'

/** Every node type, in the order of the palette. Safe in a browser. */
// biome-ignore format: one line for each type
export const descriptions: readonly NodeDescription[] = [
  start,
  sendMessage,
  templateMessage,
  menu,
  askQuestion,
  language,
  consent,
  condition,
  confirm,
  split,
  wait,
  goToFlow,
  end,
  setVariable,
  setContact,
  tag,
  recordEvent,
  callHttp,
  handOff,
  rating,
]

const byType = new Map(descriptions.map((description) => [description.type, description]))

/** The description of a type; undefined for a type this program does not know. */
export const descriptionOf = (type: string): NodeDescription | undefined => byType.get(type)
