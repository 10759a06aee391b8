import type { ConfigField } from '../fields-of.ts'
import { chatFacts, type DoctorFacts } from './facts.ts'
import type { TemplateSource } from './templates.ts'

/** A place where a flow reads a variable. */
export interface VariableRead {
  /** The name before the first dot: `order` of `order.items[0]`. */
  name: string
  /** As it is written. */
  whole: string
  nodeId?: string
  path: string
}

/** Fields that hold the path of a variable to read, such as the left side of a rule. */
export const pathFields: ReadonlySet<string> = new Set(['variable-path'])

const known = new Set<string>(chatFacts)

/** Every place where a variable is read: in placeholders, and in settings that name one. */
export function variableReads(
  nodes: { id: string; fields: ConfigField[] }[],
  templates: TemplateSource[],
  facts: DoctorFacts,
): VariableRead[] {
  const inTemplates = templates.flatMap(({ nodeId, path, source, language }) =>
    facts.variablesIn(source).map((full) => ({
      name: rootOf(full),
      whole: full,
      nodeId,
      path: language === undefined ? path : path.slice(0, path.lastIndexOf('/')),
    })),
  )
  const inSettings = nodes.flatMap(({ id, fields }) =>
    fields.flatMap(({ field, path, value }) =>
      pathFields.has(field) && typeof value === 'string' && value !== '' && !known.has(value)
        ? [{ name: rootOf(value), whole: value, nodeId: id, path }]
        : [],
    ),
  )
  return [...inTemplates, ...inSettings]
}

const rootOf = (path: string): string => path.split(/[.[]/, 1)[0]?.trim() ?? path
