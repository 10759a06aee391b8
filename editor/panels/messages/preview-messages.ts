import type { NodeDescription } from '#nodes/contract.ts'
import type { Flow, NodeConfig } from '#schemas/flow.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import { type Language, pickText } from '#schemas/text.ts'
import { guarded } from '../../document/catalogue.ts'

/** What a node would say with these settings, as its type tells. Places stay as they are written. */
export function previewMessages(
  { preview }: Pick<NodeDescription, 'preview'>,
  config: NodeConfig,
  languages: Flow['languages'],
  language: Language,
): OutgoingMessage[] {
  const said = guarded(() =>
    preview({
      config,
      language,
      languages,
      text: (text) => pickText(text, language, languages.default),
      fill: (template) => template,
    }),
  )
  return (said ?? []).map((message) => ({ ...message, language }))
}
