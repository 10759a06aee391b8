/** A text cut at its places: `Hi {{ name }}` is a text and a place. */
export interface TemplatePart {
  kind: 'text' | 'place'
  text: string
}

/** The parts of a template, in order; joined they are the template again. */
export function templateParts(template: string): TemplatePart[] {
  return template
    .split(/(\{\{[^{}]*\}\}|\{%[^{}]*%\})/)
    .filter((text) => text !== '')
    .map((text) => ({ kind: /^\{[{%]/.test(text) && /[%}]\}$/.test(text) ? 'place' : 'text', text }))
}
