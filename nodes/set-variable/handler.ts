import { go, handle } from '../contract.ts'
import type { SetVariableConfig } from './schema.ts'

const singleVariable = /^\s*\{\{\s*([\w.[\]-]+)\s*\}\}\s*$/

export const handler = handle<SetVariableConfig>({
  enter({ config, read, fill }) {
    const values = config.assignments.map(({ name, value }) => {
      const path = singleVariable.exec(value)?.[1]
      return [name, path ? (read(path) ?? '') : fill(value)]
    })
    return go('next', { set: Object.fromEntries(values) })
  },
})
