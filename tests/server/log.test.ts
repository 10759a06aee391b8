import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { channels } from '#server/channels/collections.ts'
import { createLog } from '#server/log.ts'
import { StoreUsageError } from '#server/store/contract.ts'
import { signed } from '#tests/peers/whatsapp/webhooks.ts'
import { anApp, eachApp } from '#tests/support/an-app.ts'
import { seed, seedShop } from '#tests/support/seed.ts'

/** Stands for everything that somebody outside says of themselves: a name, a number, a message. */
const canary = 'Canary85291111111'

eachApp('the log', (open) => {
  it('names the fields of a webhook it does not know, and repeats nothing that stands in them', async () => {
    const app = await open()
    await seedShop(app.store, app.deps.secrets)
    const account = { appSecret: seed.appSecret, phoneNumberId: '100200300' }
    await app.store.collection(channels).update(seed.whatsApp, { $set: { 'settings.phoneNumberId': account.phoneNumberId } })
    const { port } = app.http.address() as AddressInfo
    const hook = async (field: string, value: object) => {
      const url = `http://127.0.0.1:${port}/webhooks/whatsapp/${seed.whatsApp}`
      const body = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field, value }] }] }
      expect((await fetch(url, { method: 'POST', ...signed(account, body) })).status).toBe(200)
    }
    await hook('history', { messaging_product: 'whatsapp', history: [{ threads: [{ id: canary, messages: [canary] }] }] })
    await hook('smb_app_state_sync', { state_sync: [{ type: 'contact', contact: { full_name: canary } }], [canary]: canary })
    await hook(canary, { [canary]: canary })
    await hook('messages', { errors: [{ code: 130429, title: canary, error_data: { details: canary } }] })
    const told = app.lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.includes('about the account'))
    expect(told.map(({ what, fields, code }) => ({ what, fields, code }))).toEqual([
      { what: 'history', fields: ['messaging_product', 'history'] },
      { what: 'smb_app_state_sync', fields: ['state_sync'] },
      { fields: [] },
      { what: 'error', fields: ['code', 'title', 'error_data'], code: 130429 },
    ])
    expect(app.lines.join('')).not.toContain(canary)
  })
})

it('the log tells of a request without what was looked for', async () => {
  const app = await anApp()
  const { client, workspaceId } = await app.owner()
  await client.get(`/workspaces/${workspaceId}/flows?after=${canary}`)
  await client.get(`/nowhere?name=${canary}`)
  expect(app.lines.join('')).toContain('/nowhere')
  expect(app.lines.join('')).not.toContain(canary)
})

it('the log tells of an error without the document that a driver or a parser hangs on it', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const driver = Object.assign(new Error('did not fit'), { code: 121, keyValue: { email: canary }, errInfo: { name: canary } })
  const error = new StoreUsageError('a value does not fit', { cause: driver })
  log.error({ error: Object.assign(error, { body: canary, document: { name: canary } }) }, 'failed')
  log.error({ err: driver }, 'failed')
  log.error({ error: { whoever: canary } }, 'failed')
  const told = lines.map((line) => JSON.parse(line))
  expect(told[0].error).toMatchObject({ type: 'StoreUsageError', message: 'a value does not fit', cause: { code: 121 } })
  expect(told[0].error.stack).toContain('log.test.ts')
  expect(told[1].err).toMatchObject({ type: 'Error', message: 'did not fit', code: 121 })
  expect(lines.join('')).not.toContain(canary)
})
