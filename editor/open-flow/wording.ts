import type { TFunction } from 'i18next'
import type { NodeDescription, Output } from '#nodes/contract.ts'
import type { FlowNode, Variable } from '#schemas/flow.ts'
import { type Language, type LocalisedText, pickText } from '#schemas/text.ts'
import { descriptionOf, outputsOf } from '../document/catalogue.ts'

/** How the canvas names things: texts of the flow in the shown language, words of node types in the editor's. */
export interface Wording {
  language: Language
  text(text: LocalisedText | undefined): string
  /** The language that `text` is then really in. */
  languageOf(text: LocalisedText): Language
  /** A label of a node type, such as "Menu" or "Valid number". */
  label(label: string | LocalisedText): string
  type(type: string): string
  title(node: FlowNode): string
  output(output: Output): string
  /** The output of a node by its name; the name itself where there is none such. */
  way(node: FlowNode | undefined, name: string): string
  variable(path: string): string
}

export function wordingIn(t: TFunction<'canvas'>, language: Language, fallback: Language, variables: Variable[]): Wording {
  const named = new Map(variables.map((variable) => [variable.name, variable.label]))
  const text = (value: LocalisedText | undefined) => pickText(value, language, fallback)
  // Node types bring English words; a translation of the editor has them under the words themselves.
  const label = (value: string | LocalisedText): string =>
    typeof value === 'string' ? (t as (key: string, options: object) => string)(value, ownWords(value)) : text(value)
  const type = (name: string) => label(descriptionOf(name)?.label ?? name)
  const output = (given: Output) => {
    const said = label(given.label) || given.name
    return given.afterSeconds === undefined ? said : t('row.after', { label: said, delay: delay(t, given.afterSeconds) })
  }
  return {
    language,
    text,
    label,
    type,
    output,
    way: (node, name) => {
      const found = node && outputsOf(node).find((each) => each.name === name)
      return found ? output(found) : name
    },
    languageOf: (value) =>
      value[language] ? language : value[fallback] ? fallback : (Object.keys(value).find((key) => value[key]) ?? language),
    title: (node) => node.data.name || type(node.type),
    variable: (path) => named.get(path) ?? spoken(path),
  }
}

/** A variable in a text: `{{ first_name | default: "there" }}`. Its name is the first group. */
export const filled = /\{\{-?\s*([^}|\s]+)[^}]*\}\}/g

/** A text with its variables by their names: `Hi first name, how can we help?` */
export const plainText = (text: string, variable: Wording['variable']): string =>
  text.replace(filled, (_, name: string) => variable(name))

const ownWords = (value: string) => ({ ns: 'nodes', defaultValue: value, keySeparator: false, nsSeparator: false })

/** What a search for node types looks through. */
export const searchedWords =
  (wording: Wording, category: (description: NodeDescription) => string) => (description: NodeDescription) =>
    `${wording.label(description.label)} ${wording.label(description.summary)} ${category(description)}`

/** `30 min`, `2 h`, `24 h`, `45 d`: how long a node waits, in the largest unit that says it exactly. */
export function delay(t: TFunction<'canvas'>, seconds: number): string {
  if (seconds % 86_400 === 0 && seconds > 172_800) return t('row.days', { count: seconds / 86_400 })
  if (seconds % 3600 === 0) return t('row.hours', { count: seconds / 3600 })
  if (seconds % 60 === 0) return t('row.minutes', { count: seconds / 60 })
  return t('row.seconds', { count: seconds })
}

/** `contact.fields.firstName` → `first name` */
const spoken = (path: string): string =>
  (path.split('.').at(-1) ?? path)
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
