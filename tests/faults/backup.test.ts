import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeBackup } from '#server/backup/make-backup.ts'
import { restoreBackup } from '#server/backup/restore-backup.ts'
import { turns } from '#server/engine/collections.ts'
import type { Store } from '#server/store/contract.ts'
import { openStore } from '#server/store/open.ts'
import { startWhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import { startChild, temporaryFolder } from '#tests/support/child-server.ts'
import { secretKey, startCluster } from '#tests/support/cluster.ts'
import { conversationIn } from '#tests/support/conversation-id.ts'
import { seed } from '#tests/support/seed.ts'
import { compare, eachOf, phoneOf } from './kill-nine.ts'
import { script, seeded } from './oracle.ts'
import { untilAcknowledged } from './senders.ts'

const conversations = 24

it('a backup made while messages flow has every turn acknowledged before it, and nothing half, after a restart on it', async () => {
  const random = seeded(11)
  const scripts = Array.from({ length: conversations }, () => script(2_000, random))
  const peer = await startWhatsAppPeer({ ...seed, light: true })
  onTestFinished(() => peer.close())
  const cluster = await startCluster({ on: 'embedded', apiBaseUrl: peer.url, allow: [peer.place] })
  onTestFinished(() => cluster.close())
  const place = temporaryFolder()
  onTestFinished(place.remove)
  const [to, restored] = [join(place.path, 'backup'), join(place.path, 'data')]

  const acknowledged = scripts.map(() => 0)
  const sum = (): number => acknowledged.reduce((all, count) => all + count, 0)
  const address = (): string => cluster.servers[0]?.url ?? ''
  let enough = false
  const writing = eachOf(scripts, conversations, async (lines, c) => {
    for (const [m, text] of lines.entries()) {
      if (enough) return
      await untilAcknowledged(address, { from: phoneOf(c), id: `wamid.${c}.${m}`, text })
      acknowledged[c] = m + 1
    }
  })
  await expect.poll(sum, { timeout: 30_000 }).toBeGreaterThan(500)
  const before = [...acknowledged]
  const made = await makeBackup({ folder: cluster.folder, to, withKey: false })
  await expect.poll(sum, { timeout: 30_000 }).toBeGreaterThan(before.reduce((all, count) => all + count, 0))
  enough = true
  await writing

  expect(made.online).toBe(true)
  // A server that was killed leaves its door behind; nobody answers there.
  await cluster.servers.pop()?.end('SIGKILL')
  expect(await makeBackup({ folder: cluster.folder, to: `${to}-2`, withKey: false })).toMatchObject({ online: false })
  expect((await restoreBackup(to, restored)).counts).toEqual(made.counts)
  // What was half projected at that moment is counted when a server starts on it.
  const env = { ALUR_DATA: restored, ALUR_SECRET_KEY: secretKey }
  const again = await startChild('server', { env, args: ['--allow', peer.place] })
  expect(await again.end('SIGTERM')).toBe(0)
  const store = await openStore({ folder: restored })
  onTestFinished(() => store.close())
  const taken = await Promise.all(scripts.map((_, c) => turnsOf(store, c)))
  expect(taken.filter((count, c) => count < (before[c] as number))).toEqual([])
  const lines = scripts.map((all, c) => all.slice(0, taken[c]))
  expect(await compare(store, lines)).toEqual({ lost: 0, twice: 0, wrongStates: 0, wrongCounts: 0 })
}, 120_000)

const turnsOf = async (store: Store, c: number): Promise<number> => {
  const id = await conversationIn(store, seed.whatsApp, phoneOf(c))
  return store.collection(turns).count({ _id: { $gt: `${id}.`, $lt: `${id}/` } })
}
