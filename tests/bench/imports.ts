import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { newImport } from '#server/imports/begin-import.ts'
import { jobs } from '#server/jobs/collections.ts'
import { openEmbedded } from '#server/store/embedded/open.ts'
import { workspaces } from '#server/workspaces/collections.ts'
import { temporaryFolder } from '#tests/support/child-server.ts'
import { inProcess } from '#tests/support/in-process.ts'

/**
 * `node --import tsx tests/bench/imports.ts [rows]`: people from a CSV file, first tried and then imported, in a server that has nothing
 * else to do: how long 1,000 rows take, and for how long it is deaf meanwhile (the delay of its event loop).
 */
const rows = Number(process.argv[2] ?? 100_000)
const folder = temporaryFolder()
const store = await openEmbedded({ folder: folder.path })
const server = await inProcess(store)
const now = new Date().toISOString()
await store
  .collection(workspaces)
  .insert({ _id: 'shop', name: 'Shop', timeZone: 'Asia/Hong_Kong', country: 'HK', demo: false, createdAt: now })

const lines = Array.from({ length: rows }, (_, i) => {
  const phone = 51_000_000 + i
  return `"Chan, Mei ${i}",${phone},mei.${i}@shop.example,zh-Hant,24/12/19${String(i % 100).padStart(2, '0')},VIP;Kowloon`
})
const bytes = Buffer.from(`Name,Phone,E-mail,Language,Birthday,Tags\r\n${lines.join('\r\n')}\r\n`)
const actor = { workspaceId: 'shop', caller: { user: { id: 'ada' } } } as Parameters<typeof newImport>[1]

for (const dry of ['true', 'false'] as const) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = performance.now()
  const given = { type: 'text/csv', contentType: 'text/csv', body: Readable.from([bytes]) }
  const { id } = await newImport(server.deps, actor, { dry, name: 'bench.csv' }, given)
  let job = await store.collection(jobs).get(`${id}-1`)
  while (!job?.endedAt) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    job = await store.collection(jobs).get(`${id}-1`)
  }
  const ms = performance.now() - began
  delay.disable()
  const ofDelay = (share: number): string => `${(delay.percentile(share) / 1e6).toFixed(1)} ms`
  process.stdout.write(
    `${dry === 'true' ? 'tried' : 'imported'} ${job.done} rows (${JSON.stringify(job.report)}): ${((ms / job.done) * 1000).toFixed(0)} ms per 1,000; event loop p99 ${ofDelay(99)}, most ${(delay.max / 1e6).toFixed(1)} ms\n`,
  )
}
await server.close()
await store.close()
folder.remove()
process.exit(0)
