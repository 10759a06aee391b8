import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { starterFiles } from './node-starter.ts'

/** `npm run new:node <name>`: writes the folder of a node type and names it in both lists. Throws what it cannot do, in a sentence. */
export function newNode(root: string, name: string): string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 40)
    throw new NewNodeError(`“${name}” is no name for a node type. Use small letters and hyphens, such as thank-you.`)
  const folder = join(root, 'nodes', name)
  if (existsSync(folder)) throw new NewNodeError(`There is a node type ${name} already, in nodes/${name}.`)

  mkdirSync(folder)
  const files = Object.entries(starterFiles(name)).map(([file, text]) => {
    writeFileSync(join(folder, file), text)
    return `nodes/${name}/${file}`
  })
  const word = identifierOf(name)
  const key = word === name ? name : name.includes('-') ? `'${name}': ${word}` : `${name}: ${word}`
  addTo(join(root, 'nodes/descriptions.ts'), `import { description as ${word} } from './${name}/description.ts'`, word)
  addTo(join(root, 'nodes/registry.ts'), `import { handler as ${word} } from './${name}/handler.ts'`, key)
  return [...files, 'nodes/descriptions.ts', 'nodes/registry.ts']
}

class NewNodeError extends Error {
  override name = 'NewNodeError'
}

/** Adds an import in its place and an entry at the end of the file's list. */
function addTo(file: string, line: string, entry: string): void {
  const lines = readFileSync(file, 'utf8').split('\n')
  const from = (each: string) => each.split(' from ').at(-1) as string
  const before = lines.findIndex((each) => !each.startsWith('import ') || from(each) > from(line))
  lines.splice(before, 0, line)
  const listEnd = lines.findIndex((each) => each === ']' || each === '}')
  lines.splice(listEnd, 0, `  ${entry},`)
  writeFileSync(file, lines.join('\n'))
}

const kept = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null return static super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
)

/** `thank-you` as `thankYou`; a word that JavaScript keeps for itself gets a second one. */
function identifierOf(name: string): string {
  const word = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return kept.has(word) ? `${word}Node` : word
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const written = newNode(process.cwd(), process.argv[2] ?? '')
    process.stdout.write(`${written.join('\n')}\n\nTry it: npm test -- nodes/${process.argv[2]}\n`)
  } catch (error) {
    if (!(error instanceof NewNodeError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
