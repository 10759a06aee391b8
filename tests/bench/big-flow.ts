import { type Flow, type FlowNode, newFlow } from '#schemas/flow.ts'

const languages = ['en', 'zh-Hant', 'zh-Hans'] as const

/** A flow of about `size` nodes in three languages without a problem: menus of three answers, each answer leading on to the next menu. */
export function bigFlow(size: number): Flow {
  const flow = newFlow(`A flow of ${size} nodes`)
  flow.languages = { default: 'en', offered: [...languages] }
  flow.settings.fallbackText = inAll('A colleague will help you here.')
  const add = (id: string, type: string, x: number, y: number, config: FlowNode['data']['config']): void =>
    void flow.nodes.push({ id, type, position: { x, y }, data: { config } })
  const connect = (source: string, sourceHandle: string, target: string): void =>
    void flow.edges.push({ id: `${source}.${sourceHandle}`, source, sourceHandle, target })

  const groups = Math.floor((size - 2) / 4)
  connect('start', 'next', 'menu0')
  for (let i = 0; i < groups; i++) {
    const options = ['o1', 'o2', 'o3'].map((id) => ({ id, label: inAll(`Topic ${i}.${id}`) }))
    add(`menu${i}`, 'menu', 600 * i, 0, { text: inAll(`What about, part ${i}?`), options, noAnswerSeconds: 3_600 })
    for (const output of ['no-answer', 'invalid']) connect(`menu${i}`, output, 'end')
    for (const [j, { id }] of options.entries()) {
      const answer = `answer${i}${id}`
      add(answer, 'send-message', 600 * i + 300, 150 * j, { text: inAll(`Here is what we know of topic ${i}.${j}, {{ name }}.`) })
      connect(`menu${i}`, id, answer)
      connect(answer, 'next', i + 1 < groups ? `menu${i + 1}` : 'end')
    }
  }
  add('end', 'end', 600 * groups, 0, {})
  return flow
}

const inAll = (text: string): Record<string, string> => Object.fromEntries(languages.map((language) => [language, text]))
