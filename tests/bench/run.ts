import { writeFileSync } from 'node:fs'
import { buildUnderTest } from '#tests/support/child-server.ts'
import { machine } from './machine.ts'
import { measure } from './measure.ts'
import { heading, line, type Row } from './rows.ts'

/**
 * `npm run bench`: Alur beside a bare Express 5 echo and a bare `node:http` echo, in the same run. `-- --json <file>` keeps the
 * figures, `-- a b` measures some rows, `-- --quick` only shows that everything runs. With `MONGODB_URI` the rows are measured on
 * that server too, in a database of their own.
 */
const args = process.argv.slice(2)
const quick = args.includes('--quick')
const pace = quick
  ? { rounds: 1, warmUpMs: 150, ms: 300, waiting: 500, chats: 500 }
  : { rounds: 7, warmUpMs: 1_000, ms: 4_000, waiting: 50_000, chats: 100_000 }
const wanted = args.filter((argument) => /^[a-h]$/.test(argument))
const mongoServer = process.env.MONGODB_URI

buildUnderTest()
const where = machine()
say(`Alur ${where.commit} · ${where.cpu} · ${where.memoryGb} GB · Node ${where.node} · ${where.at}`)
say(
  `${pace.rounds} × ${pace.ms / 1000} s, interleaved, medians; what is compared, round by round${quick ? '; too short to mean anything' : ''}`,
)
const stores: Record<string, Row[]> = {}
for (const [name, server] of [
  ['embedded', undefined],
  ['mongo', mongoServer],
] as const) {
  if (name === 'mongo' && !server) continue
  say(`\n${heading()}   (${name} store)`)
  stores[name] = await measure({ ...pace, wanted, ...(server ? { mongoServer: server } : {}) }, (row) => say(line(row)))
}
if (!mongoServer) say('\nMongoDB was left out: set MONGODB_URI to measure on it too.')
const file = args[args.indexOf('--json') + 1]
if (args.includes('--json') && file) writeFileSync(file, `${JSON.stringify({ ...where, ...pace, stores }, null, 2)}\n`)
process.exit(0)

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
