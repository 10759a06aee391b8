import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { descriptionOf } from '#nodes/descriptions.ts'
import { registry } from '#nodes/registry.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { checkTemplate, variablesIn } from '#runtime/expressions/template.ts'
import { examine } from '#schemas/doctor/examine.ts'
import type { FlowNode } from '#schemas/flow.ts'
import { textsOf } from '#schemas/texts.ts'
import { compileValidator, validateFlowDocument } from '#schemas/validate.ts'

const folder = new URL('.', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

describe.each(files)('the saved flow %s', (file) => {
  const document: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  const checked = validateFlowDocument(document)
  const flow = checked.ok ? checked.value : undefined

  it('fits the schema as it is, in its newest shape', () => {
    expect(checked).toEqual({ ok: true, value: document })
  })

  it('has nothing the doctor would mention', () => {
    const checkConfig = (type: string, config: unknown) => {
      const result = compileValidator(registry.get(type)?.description.schema ?? {})(config)
      return result.ok ? [] : result.problems
    }
    expect(flow && examine(flow, { describe: descriptionOf, checkConfig, checkTemplate, variablesIn })).toEqual([])
  })

  it('says everything in each of its languages', () => {
    const written = textsOf(flow as NonNullable<typeof flow>, descriptionOf).filter(({ text }) => Object.keys(text).length > 0)
    const missing = written.flatMap(({ nodeId, label, text }) =>
      (flow?.languages.offered ?? [])
        .filter((language) => !text[language]?.trim())
        .map((language) => `${nodeId} ${label}: ${language}`),
    )
    expect(missing).toEqual([])
  })

  it('has labels that no channel shortens', () => {
    const { list, buttons } = dialects.whatsapp.capabilities
    const long = (flow?.nodes ?? []).flatMap(({ id, data: { config } }) => {
      const options: { label: Record<string, string>; description?: Record<string, string> }[] = config.options ?? []
      const most = options.length <= (buttons?.max ?? 0) ? (buttons?.label ?? 0) : (list?.label ?? 0)
      return [
        ...options.flatMap(({ label }) => Object.values(label).filter((words) => words.length > most)),
        ...options.flatMap(({ description = {} }) =>
          Object.values(description).filter((words) => words.length > (list?.description ?? 0)),
        ),
        ...Object.values<string>(config.button ?? {}).filter((words) => words.length > (list?.button ?? 0)),
      ].map((words) => `${id}: ${words}`)
    })
    expect(long).toEqual([])
  })

  it('is drawn from left to right, on the grid, without one card on another', () => {
    const nodes = flow?.nodes ?? []
    const offGrid = nodes.filter(({ position }) => position.x % 20 !== 0 || position.y % 20 !== 0)
    const covered = nodes.filter((one) =>
      nodes.some((other) => one !== other && one.position.x === other.position.x && isOver(other, one)),
    )
    const columns = [...new Set(nodes.map(({ position }) => position.x))].sort((a, b) => a - b)
    const tooNear = columns.slice(1).filter((x, i) => x - (columns[i] as number) < 300)
    expect({ offGrid, covered, tooNear }).toEqual({ offGrid: [], covered: [], tooNear: [] })
  })
})

/** Whether `other` begins above the foot of `one`: its header, two lines of text and its rows. */
function isOver(one: FlowNode, other: FlowNode): boolean {
  const text = one.data.config.text ? 62 : 0
  const rows = descriptionOf(one.type)?.outputs(one.data.config).length ?? 0
  const foot = one.position.y + (one.type === 'start' ? 40 : 44 + text + rows * 32)
  return other.position.y >= one.position.y && other.position.y < foot + 20
}
