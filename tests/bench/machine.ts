import { spawnSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'

/** Where and on what the figures were measured. */
export interface Machine {
  commit: string
  cpu: string
  memoryGb: number
  node: string
  at: string
}

export function machine(): Machine {
  const git = (...args: string[]): string => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim()
  const cores = cpus()
  return {
    commit: `${git('rev-parse', '--short', 'HEAD') || 'unknown'}${git('status', '--porcelain', '--untracked-files=no') ? ' with changes' : ''}`,
    cpu: `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: `${process.version} ${process.platform}-${process.arch}`,
    at: new Date().toISOString(),
  }
}
