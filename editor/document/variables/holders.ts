import { templateFields } from '#schemas/doctor/templates.ts'
import { pathFields } from '#schemas/doctor/variable-reads.ts'
import { fieldsOf } from '#schemas/fields-of.ts'
import type { Flow } from '#schemas/flow.ts'
import { pathTo } from '#schemas/json-pointer.ts'
import type { Language } from '#schemas/text.ts'
import { settingsTexts, textsIn } from '#schemas/texts.ts'
import { descriptionOf } from '../catalogue.ts'

/** One string of a flow that may name variables. */
export interface Holder {
  /** Absent for the texts of the flow's own settings. */
  nodeId?: string
  /** JSON Pointer into the node's config, or into the flow when there is no node. */
  path: string
  /** The setting that holds it: its path without the language. */
  setting: string
  /** `template`: reads in placeholders · `path`: is what is read, such as `order.items[0]` · `name`: is what is set */
  kind: 'template' | 'path' | 'name'
  language?: Language
  text: string
}

/** As the doctor reads them. */
function kindOf(field: string): Holder['kind'] | undefined {
  if (templateFields.has(field)) return 'template'
  if (pathFields.has(field)) return 'path'
  return field === 'variable-name' ? 'name' : undefined
}

/**
 * Every string of a flow that may name variables, in its order: texts in each language, addresses, bodies, rules, and what a node keeps
 * its answer in. `hidden`: also settings that the inspector hides now and would show again.
 */
export function holdersOf(flow: Flow, { hidden = false } = {}): Holder[] {
  const ofNodes = flow.nodes.flatMap(({ id: nodeId, type, data }) => {
    const fields = fieldsOf(descriptionOf(type)?.schema ?? {}, data.config, { hidden })
    const texts = textsIn(fields).flatMap((text) => inLanguages({ nodeId, ...text }))
    const settings = fields.flatMap(({ field, path, value }): Holder[] => {
      const kind = kindOf(field)
      return kind && typeof value === 'string' && value !== '' ? [{ nodeId, path, setting: path, kind, text: value }] : []
    })
    return [...texts, ...settings]
  })
  return [...ofNodes, ...settingsTexts(flow).flatMap(inLanguages)]
}

const inLanguages = ({ nodeId, path, text }: { nodeId?: string; path: string; text: Record<Language, string> }): Holder[] =>
  Object.entries(text).map(([language, words]) => ({
    ...(nodeId === undefined ? {} : { nodeId }),
    path: pathTo(path, language),
    setting: path,
    kind: 'template',
    language,
    text: words,
  }))
