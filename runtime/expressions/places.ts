import type { FilledPart, FilledPlace } from '#nodes/contract.ts'
import type { VariableValue } from '#schemas/conversation.ts'
import { asPlain } from './plain-data.ts'

/**
 * What came out of a template's places while it was filled. In the filled text a mark stands for each; values themselves never go
 * through that text, so none can pass for a mark.
 */
export class Places {
  readonly #places: FilledPlace[] = []
  #escaped: { by: 'json' | 'url_encode'; text: unknown } | undefined

  /** A filter has escaped what may be the value of the place that is being filled. */
  escaped(by: 'json' | 'url_encode', text: unknown): void {
    this.#escaped = { by, text }
  }

  /** The mark that stands for the value of the place that is being filled. */
  add(value: unknown, text: string): string {
    // A filter behind the escaping one that changed the text has undone it.
    const escaped = this.#escaped?.text === value ? this.#escaped?.by : undefined
    this.#escaped = undefined
    this.#places.push({ value: asPlain(value) as VariableValue | undefined, text, ...(escaped ? { escaped } : {}) })
    return `\uFFFE${this.#places.length - 1}\uFFFF`
  }

  /** The filled text, with each value where its mark is. */
  partsOf(marked: string): FilledPart[] {
    return marked
      .split(/\uFFFE(\d+)\uFFFF/)
      .flatMap((part, at) => (at % 2 === 1 ? (this.#places[Number(part)] ?? []) : part || []))
  }
}

const key = Symbol('places')

/** Has the places of a template that is filled with `values` collected; no template can name where. */
export const collect = (values: object, places: Places): void => void Object.defineProperty(values, key, { value: places })

export function placesOf(values: object): Places | undefined {
  const places: unknown = Object.getOwnPropertyDescriptor(values, key)?.value
  return places instanceof Places ? places : undefined
}
