import type { FilledPart } from '#nodes/contract.ts'
import { compileTemplate, isPlain, type Template } from './template.ts'

/** A text with its `{{ places }}` filled from `scope`. Total and plain: no HTML, no code, unknown names are empty. */
export function fill(template: string | Template, scope: object): string {
  if (typeof template !== 'string') return template.fill(scope)
  return isPlain(template) ? template : compileTemplate(template).fill(scope)
}

/** As `fill`, but a text that would come out too long throws `TextTooLong`: the node that says it fails. */
export const fillWithin = (template: string, scope: object): string =>
  isPlain(template) ? template : compileTemplate(template).fillWithin(scope)

/** As `fillWithin`, with the author's words and the values apart. */
export const fillInParts = (template: string, scope: object): FilledPart[] =>
  isPlain(template) ? [template] : compileTemplate(template).parts(scope)
