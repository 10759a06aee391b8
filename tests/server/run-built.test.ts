import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import v8Flags from '#server/commands/v8-flags.json' with { type: 'json' }
import { temporaryFolder } from '#tests/support/child-server.ts'

const root = new URL('../..', import.meta.url).pathname

/** A checkout whose build says that it was begun, and makes nothing. */
function checkout(): string {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  for (const name of ['node_modules', 'nodes', 'runtime', 'schemas']) symlinkSync(join(root, name), join(path, name))
  cpSync(join(root, 'server'), join(path, 'server'), { recursive: true })
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const build = 'node -e "console.log(\'it builds\'); process.exit(1)"'
  writeFileSync(join(path, 'package.json'), JSON.stringify({ ...manifest, scripts: { build } }))
  return path
}

/** The same with a build that does only this. */
function builtCheckout(source: string, flags = v8Flags): string {
  const path = checkout()
  writeFileSync(join(path, 'server/commands/v8-flags.json'), JSON.stringify(flags))
  mkdirSync(join(path, 'dist/server'), { recursive: true })
  writeFileSync(join(path, 'dist/server/start.js'), source)
  return path
}

type Started = ChildProcessWithoutNullStreams & { out: Promise<string>; err: Promise<string> }

function start(path: string, env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['server/commands/run-built.mjs', 'start'], {
    cwd: path,
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  return Object.assign(child, { out: text(child.stdout), err: text(child.stderr) })
}

it('a wrong setting is told before anything is built', async () => {
  const path = checkout()
  const wrong = start(path, { PORT: 'eighty' })
  expect([await wrong.out, await wrong.err]).toEqual(['', 'PORT must be a number from 0 to 65535, not "eighty".\n'])
  const right = start(path)
  expect(await right.err).toBe('it builds\n\nThe build failed.\n')
})

it('a V8 flag that this Node does not know is left out, and the server starts with the others', async () => {
  const { out, err } = start(
    builtCheckout('console.log(JSON.stringify(process.execArgv))', ['--no-flag-of-yesterday', ...v8Flags]),
  )
  expect([JSON.parse(await out), await err]).toEqual([v8Flags, ''])
})

it('a server that is told to stop says farewell, and its exit code is the command’s', async () => {
  const server = start(
    builtCheckout(`process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1e6); console.log('up')`),
  )
  await once(server.stdout, 'data')
  server.kill('SIGTERM')
  expect(await once(server, 'exit')).toEqual([7, null])
})

it('a command that is killed takes its server along', async () => {
  const server = start(
    builtCheckout(
      `process.on('SIGTERM', () => { console.log('bye'); process.exit() }); setInterval(() => {}, 1e6); console.log('up')`,
    ),
  )
  await once(server.stdout, 'data')
  server.kill('SIGKILL')
  await once(server, 'exit')
  // Nobody holds its output any more. Where the command became the server, it was killed itself.
  expect(await server.out).toMatch(/^up\n(bye\n)?$/)
})
