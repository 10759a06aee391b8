import { setTimeout } from 'node:timers/promises'
import type { Granting } from '../backup/copy-door.ts'
import type { Store } from '../store/contract.ts'
import { beginRebuild, isOver, isRebuildable, readRebuilds } from './begin-rebuild.ts'

const tellEveryMs = 250

/** Begins a rebuild for whoever asks at the door of the data folder, and tells how far it is until it is over. It goes on when they leave. */
export const rebuildAtDoor =
  (store: Store, now: () => number): Granting =>
  async (name, say) => {
    if (!isRebuildable(name)) throw new Error(`it knows no ${name}`)
    const begun = await beginRebuild({ store, now }, name)
    for (;;) {
      const news = await readRebuilds(store, begun)
      say({ rebuilding: news })
      if (news.every(isOver)) return
      await setTimeout(tellEveryMs)
    }
  }
