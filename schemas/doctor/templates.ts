import type { ConfigField } from '../fields-of.ts'
import { pathTo } from '../json-pointer.ts'
import type { Language } from '../text.ts'
import type { FlowWords } from '../texts.ts'

/** One string with placeholders. */
export interface TemplateSource {
  nodeId?: string
  /** JSON Pointer into the node's config, or into the flow when there is no node. */
  path: string
  language?: Language
  source: string
}

/** Fields that hold one string with placeholders, such as a URL or the body of a request. */
export const templateFields: ReadonlySet<string> = new Set(['template', 'template-long', 'template-or-secret'])

/** Every string of a flow that has placeholders: texts in each language, and settings that are templates, such as a URL. */
export function templatesOf(nodes: { id: string; fields: ConfigField[] }[], words: FlowWords[]): TemplateSource[] {
  const inTexts = words
    .filter(({ words: source }) => hasPlaces(source))
    .map(({ nodeId, path, language, words: source }) => ({ nodeId, path: pathTo(path, language), language, source }))
  const inSettings = nodes.flatMap(({ id, fields }) =>
    fields
      .filter(
        (field): field is typeof field & { value: string } => templateFields.has(field.field) && typeof field.value === 'string',
      )
      .filter(({ value }) => hasPlaces(value))
      .map(({ path, value }) => ({ nodeId: id, path, source: value })),
  )
  return [...inTexts, ...inSettings]
}

const hasPlaces = (source: string): boolean => source.includes('{{') || source.includes('{%')
