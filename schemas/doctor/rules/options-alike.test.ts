import { describe, expect, it } from 'vitest'
import { aFlow, menu, problemsOf } from '../testing.ts'

describe('two options that only look different', () => {
  it.each([
    [['Yes!', 'Yes?'], 'Yes?'],
    [['🚚 Track', '📦 Track'], '📦 Track'],
    [['Đúng', 'Dừng'], 'Dừng'],
    [['Track  it', 'Track it'], 'Track it'],
    [['C', 'C++', 'C#'], undefined],
    [['A', 'A+'], undefined],
    [['Yes', 'No'], undefined],
    [['Yes', ' yes'], undefined],
    [['', ''], undefined],
  ])('%j: %s is warned of', (labels, word) => {
    const found = problemsOf(
      'options-alike',
      aFlow([
        menu(
          'm',
          labels.map((vi) => ({ vi })),
        ),
      ]),
    )
    expect(found.map(({ severity, values }) => ({ severity, word: values?.word }))).toEqual(
      word === undefined ? [] : [{ severity: 'warning', word }],
    )
  })
})
