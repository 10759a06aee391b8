import { type ChangeEvent, useState } from 'react'
import { problemAt } from '../api/request.ts'

type TextElement = HTMLInputElement | HTMLTextAreaElement

/**
 * The values of a small form. `text('title')` gives a text input its value, its change and the server's problem with it;
 * `pick('language')` does the same for controls that tell their value itself. `under` is where the values sit in the body.
 */
export function useFields<Values extends object>(
  initial: Values,
  error: unknown,
  under: Partial<Record<keyof Values, string>> = {},
) {
  const [values, setValues] = useState(initial)
  const set = <Name extends keyof Values>(name: Name, value: Values[Name]) =>
    setValues((before) => ({ ...before, [name]: value }))
  const problem = (name: keyof Values) => problemAt(error, under[name] ?? String(name))
  return {
    values,
    set,
    text: (name: keyof Values & string) => ({
      name,
      value: String(values[name] ?? ''),
      error: problem(name),
      onChange: (event: ChangeEvent<TextElement>) => set(name, event.currentTarget.value as Values[typeof name]),
    }),
    pick: <Name extends keyof Values & string>(name: Name) => ({
      value: values[name],
      error: problem(name),
      onChange: (value: Values[Name]) => set(name, value),
    }),
  }
}
