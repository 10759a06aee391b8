import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { FolderError } from './folder-error.ts'

/**
 * One process owns a data folder. The lock names its pid and, where the system tells, when that process started: a
 * container that comes back gives the same pid to somebody else. Returns the way to let go.
 */
export function lockFolder(folder: string): () => void {
  const file = resolve(join(folder, 'alur.lock'))
  if (held.has(file)) throw new FolderInUse(folder, process.pid)
  const mine = `${process.pid} ${startOf(process.pid)}\n`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, mine, { flag: 'wx' })
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    // What stands in the lock's place is a lock; a file in the folder's place is not a folder.
    if (code !== 'EEXIST' || !existsSync(file))
      throw new FolderError(`ALUR_DATA is not a folder that can be written: ${message}.`, { cause })
    const owner = ownerOf(file)
    if (owner) throw new FolderInUse(folder, owner)
    rmSync(file, { force: true })
    writeFileSync(file, mine, { flag: 'wx' })
  }
  held.add(file)
  return () => {
    held.delete(file)
    rmSync(file, { force: true })
  }
}

/** Another process has this data folder open. */
export class FolderInUse extends FolderError {
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(`The data folder ${folder} is in use by process ${pid}: stop that process, or give this one another ALUR_DATA.`)
  }
}

const held = new Set<string>()

/** The living process that wrote this lock; 0 when it is gone. */
function ownerOf(file: string): number {
  const [pidText = '', start = ''] = readFileSync(file, 'utf8').trim().split(' ')
  const pid = Number(pidText)
  if (!Number.isInteger(pid) || pid < 1 || pid === process.pid || !isAlive(pid)) return 0
  return start === startOf(pid) || start === '' ? pid : 0
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process started, in the kernel's ticks; '' where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
