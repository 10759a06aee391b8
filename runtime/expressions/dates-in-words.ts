import type { VariableValue } from '#schemas/conversation.ts'

/**
 * A text for a customer in which a kept date that stands alone (`{{ day }}`, no filter) is written as the chat's language writes it:
 * “Tuesday, 1 December 2026”, not 2026-12-01. Within an address it stays as it is kept.
 */
export function datesInWords(template: string, variables: Readonly<Record<string, VariableValue>>): string {
  if (!template.includes('{{')) return template
  return template.replace(alone, (place, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (name === nextOpening && value === undefined) return `{% if ${name} %}${moment(name)}{% endif %}`
    if (typeof value !== 'string') return place
    if (keptDay.test(value)) return `{{ ${name} | date: "full" }}`
    return keptTime.test(value) ? moment(name) : place
  })
}

/** An instant that every flow may say: when the shop opens next. */
const nextOpening = 'next_opening'
const moment = (name: string): string => `{{ ${name} | date: "full" }}, {{ ${name} | date: "time" }}`

const alone = /(?<![\w=/?&#%+-])\{\{ *([A-Za-z]\w*) *\}\}(?![\w=/?&#%+-])/g
/** The two forms in which a question keeps a date. */
const keptDay = /^\d{4}-\d{2}-\d{2}$/
const keptTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/
