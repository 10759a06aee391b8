import type { NodeDescription } from './contract.ts'
import { description as end } from './end/description.ts'
import { description as language } from './language/description.ts'
import { description as menu } from './menu/description.ts'
import { description as sendMessage } from './send-message/description.ts'
import { description as start } from './start/description.ts'

/** Every node type, in the order of the palette. Safe in a browser. */
export const descriptions: readonly NodeDescription[] = [start, sendMessage, menu, language, end]

const byType = new Map(descriptions.map((description) => [description.type, description]))

/** The description of a type; undefined for a type this program does not know. */
export const descriptionOf = (type: string): NodeDescription | undefined => byType.get(type)
