import { fieldsOf } from './fields-of.ts'
import type { Flow } from './flow.ts'
import type { Language, LocalisedText } from './text.ts'

/** One text of a flow, in all its languages. */
export interface FlowText {
  /** Absent for a text of the flow's own settings. */
  nodeId?: string
  /** JSON Pointer into the node's config, or into the flow when there is no node. */
  path: string
  /** What the text is for, in English: "Text", "Label". */
  label: string
  text: LocalisedText
  /** The flow cannot do without it. */
  required: boolean
}

/** What one text says in one language. */
export interface FlowWords extends Pick<FlowText, 'nodeId' | 'path'> {
  language: Language
  words: string
}

export const wordsOf = (texts: FlowText[]): FlowWords[] =>
  texts.flatMap(({ nodeId, path, text }) => Object.entries(text).map(([language, words]) => ({ nodeId, path, language, words })))

/** Every text a customer may read, node by node and then the flow's own: what translators see and the doctor checks. */
export function textsOf(flow: Flow, describe: (type: string) => { schema: Record<string, unknown> } | undefined): FlowText[] {
  const ofNodes = flow.nodes.flatMap((node) => {
    const description = describe(node.type)
    return description
      ? textsIn(fieldsOf(description.schema, node.data.config)).map((text) => ({ nodeId: node.id, ...text }))
      : []
  })
  return [...ofNodes, ...settingsTexts(flow)]
}

/** The localised texts among a node's settings. */
export const textsIn = (fields: ReturnType<typeof fieldsOf>): FlowText[] =>
  fields
    .filter(({ field }) => field === 'localised-text')
    .map(({ path, label, value, required }) => ({ path, label, text: localised(value), required }))

/** The texts of the flow's own settings: what it says when a node fails, and what its commands answer. */
export const settingsTexts = ({ settings }: Flow): FlowText[] => [
  { path: '/settings/fallbackText', label: 'When something fails', text: settings.fallbackText, required: false },
  ...settings.commands.flatMap(({ id, reply }, index) =>
    reply ? [{ path: `/settings/commands/${index}/reply`, label: `Reply to “${id}”`, text: reply, required: false }] : [],
  ),
]

/** Only what is text: an unfinished config may hold anything. */
function localised(value: unknown): LocalisedText {
  if (typeof value !== 'object' || value === null) return {}
  if (Object.values(value).every((words) => typeof words === 'string')) return value as LocalisedText
  return Object.fromEntries(Object.entries(value).filter(([, words]) => typeof words === 'string'))
}
