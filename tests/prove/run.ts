import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { DoorKind } from '#tests/faults/doors.ts'
import { duplicates } from '#tests/faults/duplicates.ts'
import type { Figure } from '#tests/faults/figure.ts'
import { killNine } from '#tests/faults/kill-nine.ts'
import { malformed } from '#tests/faults/malformed.ts'
import { oddFlows } from '#tests/faults/odd-flows.ts'
import { race } from '#tests/faults/race.ts'
import { replayRecorded } from '#tests/faults/replay.ts'
import { shutdown } from '#tests/faults/shutdown.ts'
import { dovecot, noDovecot } from '#tests/peers/email/dovecot.ts'
import { places } from '#tests/support/cluster.ts'
import { mongoTestUri } from '#tests/support/mongo.ts'

const kinds: DoorKind[] = ['whatsapp', 'telegram', ...(dovecot ? (['email'] as const) : [])]
const ways = places.flatMap((on) => kinds.map((over) => ({ on, over })))

/**
 * `npm run prove`: every promise about what is never lost, doubled or let through, at full size, as `figure  target  PASS/FAIL`.
 * With `MONGODB_TEST_URI` those that a store has a part in run on MongoDB too, with two server processes. `npm run prove -- R3 R4`
 * runs some.
 */
const proofs: { id: string; run(): Promise<Figure[]> }[] = [
  ...places.map((on) => ({ id: 'R1', run: () => killNine({ on, conversations: 2_000, messagesEach: 5, kills: 200, seed: 1 }) })),
  ...ways.map(({ on, over }) => ({ id: 'R3', run: () => duplicates({ on, over, webhooks: 2_000 }) })),
  ...ways.map(({ on, over }) => ({ id: 'R4', run: () => race({ on, over, conversations: 1_000, messagesEach: 10 }) })),
  ...places.map((on) => ({ id: 'R8', run: () => malformed({ on, cases: 10_000, rawCases: 120, seed: 8 }) })),
  { id: 'R9', run: () => oddFlows({ graphs: 20_000, seed: 9 }) },
  { id: 'R10', run: () => suite('R10', 'addresses inside the house, refused', ['tests/faults/ssrf.test.ts']) },
  { id: 'R12', run: () => suite('R12', 'every route × role × workspace', ['tests/server/access.test.ts']) },
  { id: 'R14', run: () => suite('R14', 'webhook signatures', ['tests/faults/webhook-signature.test.ts']) },
  ...places.map((on) => ({ id: 'R15', run: () => shutdown({ on, times: 100 }) })),
  ...places.map((on) => ({ id: 'R21', run: () => replayRecorded({ on, conversations: 10_000 }) })),
]

const wanted = process.argv.slice(2).filter((argument) => /^R\d+$/.test(argument))
const lines: Figure[] = []
for (const proof of proofs) {
  if (wanted.length > 0 && !wanted.includes(proof.id)) continue
  const began = performance.now()
  const figures = await proof.run().catch((error: unknown): Figure[] => [
    {
      id: proof.id,
      name: 'could not be run',
      figure: error instanceof Error ? error.message : String(error),
      target: '–',
      pass: false,
    },
  ])
  for (const figure of figures) {
    lines.push(figure)
    process.stdout.write(`${format(figure)}\n`)
  }
  process.stdout.write(`${proof.id.padEnd(4)} took ${Math.round((performance.now() - began) / 1000)} s\n`)
}
if (!dovecot) process.stdout.write(`E-mail was left out: ${noDovecot}.\n`)
if (!mongoTestUri) process.stdout.write('MongoDB was left out: set MONGODB_TEST_URI to prove it there too.\n')
const json = process.argv[process.argv.indexOf('--json') + 1]
if (process.argv.includes('--json') && json) writeFileSync(json, `${JSON.stringify(lines, null, 2)}\n`)
process.exit(lines.every((line) => line.pass) ? 0 : 1)

function format({ id, name, figure, target, pass }: Figure): string {
  return `${id.padEnd(4)} ${name.padEnd(78)} ${figure.padStart(22)}  ${target.padStart(16)}  ${pass ? 'PASS' : 'FAIL'}`
}

/** Facts that are a test suite of their own: all of them hold, or not. */
async function suite(id: string, name: string, files: string[]): Promise<Figure[]> {
  const { stdout } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', ...files], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
    numTotalTests: number
    numPassedTests: number
    numFailedTests: number
    success: boolean
  }
  const ran = report.numPassedTests + report.numFailedTests
  return [{ id, name, figure: `${report.numPassedTests} of ${ran} hold`, target: 'all', pass: report.success && ran > 0 }]
}
