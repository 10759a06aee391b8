import { expect, it } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { examine } from '#schemas/doctor/examine.ts'
import { newFlow } from '#schemas/flow.ts'
import { doctorFacts } from '#server/flows/doctor-facts.ts'

const flowWith = (template: string) => {
  const flow = newFlow('Slots')
  const data = { config: { template, text: { en: 'Hello' } } }
  return { ...flow, nodes: [...flow.nodes, { id: 'slot', type: 'template-message', position: { x: 0, y: 0 }, data }] }
}
const found = (template: string, templates?: { name: string; state: 'approved' | 'rejected' }[]) =>
  examine(flowWith(template), doctorFacts(registry, templates ? { templates } : {}))
    .filter(({ code }) => code.startsWith('template-'))
    .map(({ code, message, nodeId }) => [code, message, nodeId])

it('names the node whose template may not go', () => {
  expect(found('slot', [{ name: 'slot', state: 'rejected' }])).toEqual([
    ['template-not-approved', '“slot” is not approved', 'slot'],
  ])
  expect(found('slot', [{ name: 'offer', state: 'approved' }])).toEqual([['template-unknown', 'No template “slot”', 'slot']])
})

it('says nothing of one that is approved in a language, or where nobody knows', () => {
  const both = [
    { name: 'slot', state: 'rejected' as const },
    { name: 'slot', state: 'approved' as const },
  ]
  expect([found('slot', both), found('slot')]).toEqual([[], []])
})
