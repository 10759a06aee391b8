import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import startFlags from '#server/commands/v8-flags.json' with { type: 'json' }
import { processCost } from './process-cost.ts'

const root = new URL('../..', import.meta.url).pathname
const built = join(root, 'node_modules/.cache/under-test')

/** Builds the server under test, once per process and only when a source is newer. */
export function buildUnderTest(): void {
  const output = join(built, 'server.mjs')
  const sources = ['nodes', 'runtime', 'schemas', 'server', 'tests/support', 'tests/bench']
  if (existsSync(output) && Math.max(...sources.map((name) => newest(join(root, name)))) < statSync(output).mtimeMs) return
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', 'tests/support/vite.under-test.config.ts'],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`the server under test does not build:\n${stdout}${stderr}`)
}

/** A bundle of `buildUnderTest`, to be started as a process of its own. */
export const builtFile = (name: string): string => join(built, `${name}.mjs`)

export interface ChildServer {
  url: string
  pid: number
  process: ChildProcess
  /** What it printed to standard error. */
  complaints(): string
  /** Its own memory in MB after a collection; 0 where the system does not tell. */
  memory(): Promise<number>
  /** Sends a signal and waits for the end; the exit code, or null when the signal ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

/** Starts `server`, `http-echo` or `express-echo` as a process of its own. Resolves when it listens. `start` is `npm start`'s. */
export function startChild(
  name: 'server' | 'start' | 'http-echo' | 'express-echo',
  options: { env?: Record<string, string>; args?: string[]; port?: number } = {},
): Promise<ChildServer> {
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    PORT: String(options.port ?? 0),
    ...options.env,
  }
  // As `npm start` runs it.
  const flags = name === 'server' ? startFlags : []
  const child = spawn(process.execPath, [...flags, builtFile(name), ...(options.args ?? [])], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-20_000)
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const port = /listening (\d+)/.exec(output)?.[1]
      if (port)
        resolve({
          url: `http://127.0.0.1:${port}`,
          pid: child.pid as number,
          process: child,
          complaints: () => errors,
          memory: async () => {
            child.kill('SIGUSR2')
            await once(child.stdout as Readable, 'data')
            return processCost(child.pid as number)?.memoryMb ?? 0
          },
          end: (signal) => {
            child.kill(signal)
            return ended
          },
        })
    })
    void ended.then((code) => reject(new Error(`${name} ended with ${code} before it listened: ${errors}${output}`)))
  })
}

/** A data folder that is gone when the test is over. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'alur-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
