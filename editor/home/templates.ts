import type { Flow } from '#schemas/flow.ts'
import { descriptionOf } from '../document/catalogue.ts'

/** A flow to start from. `file` is its name in `tests/flows`, where every template is also a tested conversation. */
export interface Template {
  file: string
  flow: Flow
}

const files = import.meta.glob<Flow>('../../tests/flows/*.json', { import: 'default' })

/** All templates, the smallest first. */
export async function loadTemplates(): Promise<Template[]> {
  const templates = await Promise.all(
    Object.entries(files).map(async ([path, load]) => ({ file: path.split('/').at(-1) as string, flow: await load() })),
  )
  return templates.sort((one, other) => one.flow.nodes.length - other.flow.nodes.length)
}

export interface TemplateFacts {
  languages: number
  questions: number
  handsOver: boolean
}

/** What a template does, for its one line: counted from the graph, so that it cannot be out of date. */
export function factsOf(flow: Flow): TemplateFacts {
  const categories = flow.nodes.map((node) => descriptionOf(node.type)?.category)
  return {
    languages: flow.languages.offered.length,
    questions: categories.filter((category) => category === 'ask').length,
    handsOver: categories.includes('people'),
  }
}
