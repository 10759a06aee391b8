import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { registry } from '#nodes/registry.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { askAtDoor } from '../backup/ask-at-door.ts'
import { socketPath } from '../backup/socket-path.ts'
import { startEngine } from '../engine/engine.ts'
import { runThese } from '../jobs/run-jobs.ts'
import { openMigrated } from '../migrations/open-migrated.ts'
import { jobKinds, partsOfSubjects } from '../parts-of-subjects.ts'
import type { Store } from '../store/contract.ts'
import { FolderError } from '../store/embedded/folder-error.ts'
import { refuseWithoutData } from '../store/embedded/refuse-without-data.ts'
import { beginRebuild, isOver, type Rebuildable, type RebuildNews, readRebuilds } from './begin-rebuild.ts'

type Told = (news: readonly RebuildNews[]) => void
type DoorNews = { rebuilding: RebuildNews[] } | { failed: string } | { copying: string }

const lookEveryMs = 250
const takesNoTurn = (): never => {
  throw new Error('no turn is taken while something is made again')
}

/**
 * Makes a projection again, in every workspace: by the process that serves the data folder, or here when none does. On MongoDB it is a job
 * that whoever serves takes up, or this process. Resolves with how it ended. Throws a `FolderError` with a sentence for the operator.
 */
export async function rebuild(
  place: { folder: string; mongoUri?: string | undefined },
  name: Rebuildable,
  told: Told = () => {},
): Promise<readonly RebuildNews[]> {
  const { folder, mongoUri } = place
  const path = mongoUri ? undefined : socketPath(folder)
  const asked = path && existsSync(path) ? await askServer(folder, path, name, told) : undefined
  if (asked) return asked
  if (!mongoUri) refuseWithoutData(folder)
  const store = await openMigrated({ folder, ...(mongoUri ? { mongoUri } : {}) })
  try {
    return await rebuildHere(store, name, told)
  } finally {
    await store.close()
  }
}

/** Undefined when nobody answers there. */
async function askServer(folder: string, path: string, name: Rebuildable, told: Told): Promise<RebuildNews[] | undefined> {
  let newest: RebuildNews[] | undefined
  let refused: string | undefined
  const asked = askAtDoor<DoorNews>(path, { want: 'rebuild', name }, (news) => {
    if ('rebuilding' in news) {
      newest = news.rebuilding
      told(newest)
    } else {
      refused = 'failed' in news ? news.failed : 'it is of an earlier release'
      asked.leave()
    }
  })
  const answered = await asked.over.catch((error: Error) => {
    refused = error.message
    return true
  })
  if (!answered) return undefined
  if (refused === undefined && newest?.every(isOver)) return newest
  const sentence = newest ? 'ended before it was done; it goes on with the next start' : 'did not begin it'
  throw new FolderError(`The server that has ${folder} open ${sentence}${refused ? ` (${refused})` : ''}.`)
}

/** On a store that this process has open. */
export async function rebuildHere(store: Store, name: Rebuildable, told: Told = () => {}): Promise<readonly RebuildNews[]> {
  const now = Date.now
  const engine = await startEngine({
    store,
    registry,
    now,
    services: {
      http: { ask: takesNoTurn },
      template: { ask: takesNoTurn },
      sendCode: { ask: takesNoTurn },
      checkCode: { ask: takesNoTurn },
    },
    sealing: { seal: takesNoTurn, open: takesNoTurn },
    ...partsOfSubjects(store, registry, now),
    windows: (kind) => dialects[kind].window,
    writer: `${now().toString(36)}${randomBytes(3).toString('hex')}`,
    log: { warn: () => {}, error: (details) => process.stderr.write(`${JSON.stringify(details)}\n`) },
  })
  try {
    const begun = await beginRebuild({ store, now }, name)
    const ids = begun.map(({ job }) => job)
    for (;;) {
      const running = runThese(engine, jobKinds, ids)
      let over = false
      void running.finally(() => {
        over = true
      })
      while (!over) {
        told(await readRebuilds(store, begun))
        await Promise.race([running, setTimeout(lookEveryMs)])
      }
      const news = await readRebuilds(store, begun)
      told(news)
      if (news.every(isOver)) return news
      // Somebody who serves has it in hand.
      await setTimeout(lookEveryMs)
    }
  } finally {
    await engine.batches.close()
    await engine.close()
  }
}
