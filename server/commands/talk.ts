import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { asking } from '#nodes/contract.ts'
import { registry } from '#nodes/registry.ts'
import { always } from '#runtime/channels/window.ts'
import { compileFlow } from '#runtime/graph.ts'
import { worldOf } from '#runtime/world-of.ts'
import { validateFlowDocument } from '#schemas/validate.ts'
import { allowPrivateOf } from '../config.ts'
import { carrySecrets } from '../egress/carry-secrets.ts'
import { createEgress } from '../egress/egress.ts'
import { EgressError } from '../egress/error.ts'
import { type TerminalChat, terminalChat } from './terminal-chat.ts'

/** `npm run talk <flow.json>`: chats with a flow in the terminal. Several flows answer in the order they are named. */
const usage = `Write as a customer would. Beside that:
  /wait 30m     lets time pass: s, m, h or d, also 1h30m
  /lang ar      speaks that language from now on
  /state        shows what the flow knows
  /quit         ends`

const files = process.argv.slice(2)
if (files.length === 0) {
  process.stderr.write('Name a flow: npm run talk tests/flows/yoho-welcome.json\n')
  process.exit(1)
}
await talk(files)

async function talk(paths: string[]): Promise<void> {
  const flows = paths.map(read)
  const egress = createEgress({ allowPrivate: allowPrivateOf(process.env.ALUR_ALLOW_PRIVATE) })
  const chat = terminalChat(
    worldOf(registry, flows, {
      ask: asking({
        http: (request) => carrySecrets(egress, request, noSecrets),
        sendCode: () => Promise.resolve({ sent: true, shown: '123456' }),
        checkCode: ({ typed }) => Promise.resolve({ right: typed === '123456' }),
      }),
      windows: () => always,
    }),
    Date.now(),
  )
  process.stdout.write(`${flows.map(({ flow }) => flow.name).join(', ')}\n${usage}\n`)
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: '> ',
    terminal: process.stdin.isTTY === true,
  })
  lines.prompt()
  for await (const line of lines) {
    if (line.trim() === '/quit') break
    for (const said of await answerTo(chat, line.trim())) process.stdout.write(`${said}\n`)
    lines.prompt()
  }
  lines.close()
  await egress.close()
}

/** A flow in a file belongs to no workspace. */
const noSecrets = () => Promise.reject(new EgressError('no-secret'))

async function answerTo(chat: TerminalChat, line: string): Promise<string[]> {
  if (line === '') return []
  if (!line.startsWith('/')) return chat.says(line)
  const [command, value = ''] = line.split(/\s+/)
  if (command === '/state') return JSON.stringify(chat.state(), null, 2).split('\n')
  const seconds = command === '/wait' ? secondsOf(value) : 0
  if (seconds > 0) return chat.waits(seconds)
  if (command !== '/lang' || value === '') return usage.split('\n')
  chat.speaks(value)
  return [`(speaks ${value})`]
}

function read(path: string): ReturnType<typeof compileFlow> {
  const checked = validateFlowDocument(JSON.parse(readFileSync(path, 'utf8')))
  if (checked.ok) return compileFlow(basename(path, '.json'), 1, checked.value, registry)
  const problems = checked.problems.map(({ path: where, message }) => `  ${where || '/'} ${message}`)
  process.stderr.write(`${path} is no flow:\n${problems.join('\n')}\n`)
  process.exit(1)
}

/** `1h30m` as 5400; 0 for what is no time. */
function secondsOf(time: string): number {
  const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }
  const parts = [...time.matchAll(/(\d+)([smhd])/g)]
  if (parts.map(([part]) => part).join('') !== time) return 0
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit as string] as number), 0)
}
