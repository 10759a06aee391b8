import { existsSync, readFileSync, readlinkSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { FolderError } from './folder-error.ts'
import { makeFolder } from './make-folder.ts'

/** An owner touches its lock this often. */
const touchEveryMs = 1_000
/** A lock that nobody has touched for so long has no owner any more. */
const leftAfterMs = 30_000
/** An owner that has not looked at its lock for so long looks again before it writes. */
const lookAfterMs = 2_000

export interface FolderLock {
  /**
   * Cheap enough to ask before and after every write. Throws a `FolderError` when another process has taken the folder over, which it
   * does when this one was held up (frozen, or busy with one thing) for long.
   */
  check(): void
  release(): void
}

/**
 * One process owns a data folder. The lock names its pid, when that process started, where the system tells, since a pid is given
 * again, and where the pid means anything: every container has a process 1. Whether an owner elsewhere lives is told by its
 * touching the lock alone, which may take half a minute to see. `lost` is told once when the lock turns out to be another's: this
 * process must then write nothing more.
 */
export async function lockFolder(folder: string, lost: (error: FolderError) => void): Promise<FolderLock> {
  const file = resolve(join(folder, 'alur.lock'))
  if (held.has(file)) throw new FolderInUse(folder, process.pid)
  const mine = `${process.pid} ${startOf(process.pid)} ${here()}\n`
  try {
    makeFolder(resolve(folder))
    if (!tryToTake(file, mine)) {
      await refuseIfOwned(folder, file)
      rmSync(file, { force: true })
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
    }
  } catch (cause) {
    if (cause instanceof FolderError) throw cause
    const { message } = cause as Error
    if (!existsSync(file)) throw new FolderError(`ALUR_DATA is not a folder that can be written: ${message}.`, { cause })
    throw new FolderError(`The lock ${file} was left behind and cannot be taken over: ${message}.`, { cause })
  }
  held.add(file)
  let lookedAt = performance.now()
  let loss: FolderError | undefined
  const look = (): void => {
    if (loss || isStill(file, mine)) {
      lookedAt = performance.now()
      return
    }
    clearInterval(touching)
    loss = new FolderError(
      `The data folder ${folder} was taken over by another process while this one was held up: this one stops, and what it had not acknowledged is not written.`,
    )
    lost(loss)
  }
  const touching = setInterval(() => {
    look()
    if (!loss) touch(file)
  }, touchEveryMs).unref()
  return {
    check: () => {
      if (performance.now() - lookedAt > lookAfterMs) look()
      if (loss) throw loss
    },
    release: () => {
      clearInterval(touching)
      held.delete(file)
      if (told(() => readFileSync(file, 'utf8')) === mine) rmSync(file, { force: true })
    },
  }
}

/** Another process has this data folder open. */
export class FolderInUse extends FolderError {
  constructor(
    readonly folder: string,
    readonly pid: number,
    readonly elsewhere?: string,
  ) {
    const owner = `process ${pid}${elsewhere ? ` of ${elsewhere}, another container or machine` : ''}`
    super(`The data folder ${folder} is in use by ${owner}: stop that process, or give this one another ALUR_DATA.`)
  }
}

const held = new Set<string>()

/** False when there is a lock; what stands in the folder's place is none. */
function tryToTake(file: string, mine: string): boolean {
  try {
    writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(file)) return false
    throw error
  }
}

async function refuseIfOwned(folder: string, file: string): Promise<void> {
  const [pidText = '', start = '', ...place] = readFileSync(file, 'utf8').trim().split(' ')
  const pid = Number(pidText)
  if (!Number.isInteger(pid) || pid < 1) return
  if (place.length === 0 || place.join(' ') === here()) {
    if (isRunning(pid, start)) throw new FolderInUse(folder, pid)
  } else if (await isTouched(file)) throw new FolderInUse(folder, pid, place[0])
}

/** Whether this is still the process that started then. This one has let go, or never held the lock. */
function isRunning(pid: number, start: string): boolean {
  return pid !== process.pid && isAlive(pid) && (start === startOf(pid) || start === '')
}

/** Whether somebody touches a lock; looks for as long as it takes to be sure. */
async function isTouched(file: string): Promise<boolean> {
  const touched = () => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const before = touched()
  for (let waited = 0; waited < leftAfterMs && Date.now() - before < leftAfterMs; waited += touchEveryMs) {
    await new Promise((resolve) => setTimeout(resolve, touchEveryMs))
    if (touched() > before) return true
  }
  return false
}

/** Whether the lock is as we wrote it. One that is gone may have had another owner meanwhile. */
function isStill(file: string, mine: string): boolean {
  try {
    return readFileSync(file, 'utf8') === mine
  } catch (error) {
    // A process without a file handle to spare does not know, and goes on.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

function touch(file: string): void {
  const now = new Date()
  // Whoever cannot touch it is taken for gone, and can write nothing either.
  utimes(file, now, now, () => {})
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Where a pid of ours means the same process: this machine since it started, and this container. */
const here = (): string =>
  [
    hostname(),
    told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    told(() => readlinkSync('/proc/self/ns/pid')),
  ]
    .join(' ')
    .trim()

/** When a process started, in the kernel's ticks. */
const startOf = (pid: number): string =>
  told(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  })

/** '' where the system does not tell. */
function told(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
