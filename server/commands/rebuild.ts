import { parseArgs } from 'node:util'
import { patiently } from '../backup/told.ts'
import { ConfigError, readConfig } from '../config.ts'
import { giveUp } from '../give-up.ts'
import { rebuilds } from '../parts-of-subjects.ts'
import { isRebuildable, type RebuildNews } from '../rebuild/begin-rebuild.ts'
import { rebuild } from '../rebuild/rebuild.ts'

/** `npm run rebuild -- <name>`: makes again what is derived from turns, also while a server serves. */
try {
  await command()
} catch (error) {
  giveUp(error)
}

async function command(): Promise<void> {
  const [name = '', ...more] = parseArgs({ allowPositionals: true }).positionals
  const names = Object.keys(rebuilds).join(', ')
  if (!isRebuildable(name) || more.length > 0)
    throw new ConfigError(`npm run rebuild -- <name>, where the name is one of: ${names}`)
  const { dataFolder, mongodbUri } = readConfig(process.env)
  const say = patiently((line) => process.stdout.write(`${line}\n`), Date.now)
  const ended = await rebuild({ folder: dataFolder, mongoUri: mongodbUri }, name, (news) => {
    for (const one of news) if (one.state === 'running') say(`${one.workspace}: ${numbered(one.done, unit(name))} so far…`)
  })
  for (const one of ended) process.stdout.write(`${sentence(name, one)}\n`)
  if (ended.some(({ state }) => state !== 'done')) process.exitCode = 1
}

// Declared, not assigned: the command above runs before what is assigned here.
function unit(name: string): string {
  return name === 'counters' ? 'turn' : 'chat'
}

function numbered(n: number, what: string): string {
  return `${new Intl.NumberFormat('en').format(n)} ${what}${n === 1 ? '' : 's'}`
}

function sentence(name: string, { workspace, state, done, changed, reason }: RebuildNews): string {
  if (state === 'cancelled') return `${workspace}: stopped after ${numbered(done, unit(name))}; what was made again stays.`
  if (reason === 'chats-deleted-before')
    return `${workspace}: not counted again, for chats were deleted by an earlier release, which did not keep what they count for.`
  if (state === 'failed') return `${workspace}: given up (${reason}); the log says why.`
  const was =
    changed === 0 ? 'all was as it should be' : `${numbered(changed, name === 'counters' ? 'counter' : 'chat')} made right`
  return `${workspace}: ${name} made again from ${numbered(done, unit(name))}: ${was}.`
}
