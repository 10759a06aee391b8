/** The five files of a new node type: one that says a text and goes on, ready to be changed. */
export function starterFiles(name: string): Record<string, string> {
  const label = name.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
  const config = `${name.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())}Config`
  // Biome sorts names letter by letter, capitals first.
  const fromSchema = config <= 'Szzz' ? `type ${config}, schema` : `schema, type ${config}`

  return {
    'schema.ts': `import type { FromSchema } from 'json-schema-to-ts'
import { text } from '../fields.ts'

export const schema = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text },
} as const

export type ${config} = FromSchema<typeof schema>
`,
    'description.ts': `import { describe } from '../contract.ts'
import { nextOutput } from '../outputs.ts'
import { saying } from '../say.ts'
import { ${fromSchema} } from './schema.ts'

export const description = describe<${config}>({
  type: '${name}',
  label: '${label}',
  summary: 'Says something and goes on.',
  category: 'say',
  icon: 'puzzle',
  schema,
  defaults: { text: { en: '' } },
  outputs: () => [nextOutput],
  card: ({ text }) => ({ text }),
  preview: (visit) => saying(visit, visit.config.text),
})
`,
    'handler.ts': `import { go, handle } from '../contract.ts'
import { saying } from '../say.ts'
import type { ${config} } from './schema.ts'

export const handler = handle<${config}>({
  enter: (visit) => go('next', { say: saying(visit, visit.config.text) }),
})
`,
    'README.md': `# ${label}

Says something to the customer and goes on.

## Settings

- **Text**: what the customer reads, in each language.

## Outputs

- **Next**: always taken.

## Example

\`Thank you, {{ first_name }}.\`
`,
    [`${name}.test.ts`]: `import { expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { handler } from './handler.ts'

it('says its text and goes on', () => {
  expect(handler.enter(visitOf({ text: { en: 'Hello {{ first_name }}' } }, { variables: { first_name: 'Ada' } }))).toEqual({
    next: 'go',
    output: 'next',
    say: [{ kind: 'text', text: 'Hello Ada' }],
  })
})
`,
  }
}
