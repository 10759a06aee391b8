import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** How V8 is to collect garbage beside a checkpoint; `docs/decisions/0006` says why. It takes this only on its command line. */
const wanted = JSON.parse(readFileSync(new URL('v8-flags.json', import.meta.url), 'utf8'))

/**
 * Starts this command anew with those flags that this Node knows: one that a newer V8 has dropped would stop it. Returns only in the
 * process that does the work. Where Node can, that is this very process; elsewhere a child that lives and ends with it.
 */
export async function withV8Flags() {
  if (wanted.some((flag) => process.execArgv.includes(flag))) return endWithParent()
  const flags = wanted.filter(knownFlags())
  if (flags.length === 0) return
  const args = [...flags, ...process.execArgv, ...process.argv.slice(1)]
  if (process.execve && process.platform !== 'win32') process.execve(process.execPath, [process.execPath, ...args], process.env)
  process.exit(await runChild(args))
}

/** Whether a flag is one of this Node's V8, whichever way it is set. */
function knownFlags() {
  const { stdout } = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })
  const known = new Set([...`${stdout}`.matchAll(/^ +--(?:no-)?([\w-]+)/gm)].map(([, name]) => name))
  return (flag) => known.has(/^--(?:no-)?([\w-]+)/.exec(flag)[1])
}

/** Of a child only: a parent that was killed takes it along, so that nothing keeps the port and the data folder. */
function endWithParent() {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel?.unref()
}

/** Runs a child that gets the signals of this process, and no longer than it; the code it ends with. */
function runChild(args) {
  const child = spawn(process.execPath, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
