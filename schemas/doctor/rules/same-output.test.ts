import { describe, expect, it } from 'vitest'
import { aFlow, aNode, menu, problemsOf } from '../testing.ts'

describe('two outputs of one node', () => {
  const withIds = (...ids: string[]) => {
    const node = menu('m', [])
    node.data.config.options = ids.map((id) => ({ id, label: { en: id } }))
    return problemsOf('same-output', aFlow([node]))
  }

  it('have names of their own: the last of two options with one id gets another', () => {
    expect(withIds('a', 'b', 'a', 'a-2')).toEqual([
      {
        code: 'same-output',
        severity: 'error',
        message: 'Two outputs are “a”',
        nodeId: 'm',
        output: 'a',
        path: '/options/2/id',
        values: { output: 'a' },
        fix: { do: 'set-config', nodeId: 'm', path: '/options/2/id', value: 'a-3' },
      },
    ])
  })

  it('are an option and a fixed output when the option has its id', () => {
    expect(withIds('a', 'no-answer').map(({ path, fix }) => [path, fix])).toEqual([
      ['/options/1/id', { do: 'set-config', nodeId: 'm', path: '/options/1/id', value: 'no-answer-2' }],
    ])
  })

  it('may have the same name in two nodes', () => {
    expect(problemsOf('same-output', aFlow([menu('m', [{ en: 'A' }]), menu('n', [{ en: 'A' }]), aNode('check', 'c')]))).toEqual(
      [],
    )
  })
})
