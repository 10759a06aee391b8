import { expect, it } from 'vitest'
import { descriptions } from '#nodes/descriptions.ts'
import { flowSchema } from '#schemas/flow.ts'

/** The patterns inside a schema that have no words for what they mean. */
function wordless(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = 'pattern' in schema && typeof schema.pattern === 'string' && !('x-reason' in schema) ? [path] : []
  return [
    ...own,
    ...Object.entries(schema)
      .filter(([key]) => !key.startsWith('x-'))
      .flatMap(([key, part]) => wordless(part, `${path}/${key}`)),
  ]
}

it.each<[string, object]>([['flow', flowSchema], ...descriptions.map(({ type, schema }): [string, object] => [type, schema])])(
  'no author is shown a pattern: each of %s says in words what is wrong',
  (_name, schema) => {
    expect(wordless(schema)).toEqual([])
  },
)
