import { openEmbedded } from '#server/store/embedded/open.ts'
import { thingsWith } from './things.ts'

/** Writes without end, from eight callers at once, until it is killed; a printed number was acknowledged. */
const store = await openEmbedded({ folder: process.argv[2] as string })
const collection = store.collection(thingsWith({ name: 'n', fields: { n: 1 } }))
let next = 0

async function write(): Promise<never> {
  for (;;) {
    const n = next++
    await collection.insert({ _id: String(n), n })
    process.stdout.write(`${n}\n`)
  }
}

await Promise.all(Array.from({ length: 8 }, write))
