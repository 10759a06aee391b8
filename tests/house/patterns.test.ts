import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, it } from 'vitest'

/** Every pattern of ours that may meet words from outside, by where it stands. */
interface Pattern {
  at: string
  source: string
  flags: string
}

const root = new URL('../../', import.meta.url)
const folders = ['schemas', 'nodes', 'runtime', 'server']
/** Run by us on our own words, never on a stranger's. */
const ours = /^server\/(demo|commands)\/|\/testing\.ts$/

function patternsIn(file: string): Pattern[] {
  const text = readFileSync(new URL(file, root), 'utf8')
  const found: Pattern[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      found.push({ at: file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) })
    } else if (ts.isPropertyAssignment(node) && node.name.getText(tree) === 'pattern' && ts.isStringLiteral(node.initializer))
      found.push({ at: file, source: node.initializer.text, flags: 'u' })
    ts.forEachChild(node, visit)
  }
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
  visit(tree)
  return found
}

const patterns = folders
  .flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !ours.test(file))
  .flatMap(patternsIn)

/** What patterns get lost in: long runs of one thing, alone and behind what the pattern itself begins with. */
const runs = [' ', 'a', '0', '-', '.', ',', '/', '@', '{{', '}}', "'", '\n', '文', '=', '0 ', 'a.', '0-']

function* hostileTo(source: string): Generator<{ before: string; run: string }> {
  const words = new Set(['', ...(source.match(/[A-Za-z0-9@:/#-]{2,12}/g) ?? []).slice(0, 4)])
  for (const word of words)
    for (const run of runs) {
      yield { before: word, run }
      if (word) yield { before: '', run: word + run }
    }
}

/** Where a pattern that takes cubic or exponential time stops us before it stops the machine, and one that is quadratic is found. */
const lengths = [25, 400, 10_000]
/** A linear pattern needs a tenth of it at the greatest length, a quadratic one ten times as much. */
const mostCpuMs = 10

function slowOn({ source, flags }: Pattern): string | undefined {
  const pattern = new RegExp(source, flags.replace('g', ''))
  for (const { before, run } of hostileTo(source))
    for (const length of lengths) {
      const text = `${before}${run.repeat(length / run.length)}\u0000`
      const cpu = (): number => {
        const began = process.cpuUsage()
        pattern.test(text)
        return process.cpuUsage(began).user / 1000
      }
      if (cpu() > mostCpuMs && Math.min(cpu(), cpu()) > mostCpuMs) return `${before}${run}… × ${length}`
    }
  return undefined
}

it('every pattern reads hostile words in linear time', () => {
  expect(patterns.length).toBeGreaterThan(100)
  const slow = patterns.flatMap((pattern) => {
    const on = slowOn(pattern)
    return on ? [`${pattern.at}: /${pattern.source}/ on ${JSON.stringify(on)}`] : []
  })
  expect(slow).toEqual([])
}, 120_000)

it('the pattern for tokens that was quadratic is found', () => {
  const was = { at: '', source: '\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.', flags: '' }
  expect(slowOn(was)).toBe('eyJ-… × 10000')
})
