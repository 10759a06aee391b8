import { migrateStore } from '#server/migrations/migrate-store.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { countingUp } from './counting-up.ts'

/** Migrates a data folder as far as its 25th write, says so, and waits there to be killed. */
const store = await openEmbedded({ folder: process.argv[2] as string })
const halfWay = countingUp((writes) => {
  if (writes < 25) return
  process.stdout.write('half way\n')
  return new Promise(() => {})
})
await migrateStore(store, { migrations: [halfWay] })
