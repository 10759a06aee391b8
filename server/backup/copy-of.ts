import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dataFile } from '../store/embedded/begin-copy.ts'
import { FolderError } from '../store/embedded/folder-error.ts'
import { FolderInUse } from '../store/embedded/lock.ts'
import { openEmbedded } from '../store/embedded/open.ts'
import { refuseWithoutData } from '../store/embedded/refuse-without-data.ts'
import { askAtDoor } from './ask-at-door.ts'
import { type CopyNews, makeCopyFolder } from './copy-door.ts'
import { socketPath } from './socket-path.ts'

/** A copy of a data folder's store, for as long as it takes to bring it where it belongs. */
export interface StoreCopy {
  file: string
  /** Whether a server was asked for it. */
  online: boolean
  /** Takes away what is left of it. */
  done(): void
}

/**
 * A copy of one moment at or after the call: by the process that serves the folder, or made here when none does. `began` hears which
 * file grows, as soon as it may. Throws a `FolderError` when neither can be.
 */
export async function copyOf(folder: string, began: (file: string) => void): Promise<StoreCopy> {
  const path = socketPath(folder)
  const asked = path && existsSync(path) ? await askServer(folder, path, began) : undefined
  return asked ?? copyHere(folder, began)
}

/** Undefined when nobody answers there: the socket was left behind. */
function askServer(folder: string, path: string, began: (file: string) => void): Promise<StoreCopy | undefined> {
  return new Promise((resolve, reject) => {
    const broken = (reason: string) =>
      new FolderError(`The server that has ${folder} open made no copy of it (${reason}): try again.`)
    const asked = askAtDoor<CopyNews>(path, { want: 'copy' }, (news) => {
      if ('copying' in news) began(join(news.copying, dataFile))
      else if ('copied' in news) resolve({ file: join(news.copied, dataFile), online: true, done: asked.leave })
      else {
        reject(broken(news.failed))
        asked.leave()
      }
    })
    asked.over.then(
      (answered) => (answered ? reject(broken('it has ended')) : resolve(undefined)),
      (error: Error) => reject(broken(error.message)),
    )
  })
}

async function copyHere(folder: string, began: (file: string) => void): Promise<StoreCopy> {
  refuseWithoutData(folder)
  const store = await openEmbedded({ folder }).catch((error: unknown) => {
    throw error instanceof FolderInUse ? cannotBeAsked(error) : error
  })
  const copy = makeCopyFolder(folder)
  const done = () => rmSync(copy, { recursive: true, force: true })
  try {
    began(join(copy, dataFile))
    await store.copyTo(copy)
    return { file: join(copy, dataFile), online: false, done }
  } catch (error) {
    done()
    throw error
  } finally {
    await store.close()
  }
}

const cannotBeAsked = ({ folder, pid }: FolderInUse): FolderError =>
  new FolderError(`The data folder ${folder} is in use by process ${pid}, which cannot be asked for a copy: stop it first.`)
