import { expect, it } from 'vitest'
import { channels } from '#server/channels/collections.ts'
import { eachApp } from '#tests/support/an-app.ts'

const mailbox = {
  address: 'help@shop.example',
  imapHost: 'imap.shop.example',
  imapPort: '993',
  imapSecurity: 'tls',
  imapUser: 'help@shop.example',
  imapPassword: 'the-imap-password',
  smtpHost: 'smtp.shop.example',
  smtpPort: '465',
  smtpSecurity: 'tls',
}

eachApp('a channel of the demo', (open) => {
  const developer = async () => {
    const app = await open()
    const w = await app.workspace()
    const { client } = await app.person({ [w]: 'developer' })
    const path = `/workspaces/${w}/channels`
    const { body } = await client.post(path, { kind: 'email', name: 'Mail', settings: mailbox }).expect(201)
    await app.store.collection(channels).update(body.id, { $set: { demo: true } })
    return { client, path, id: body.id as string }
  }

  it('says that it is one, and nobody makes another so over the API', async () => {
    const { client, path, id } = await developer()
    const { body } = await client.get(path).expect(200)
    expect(body.items).toEqual([
      expect.objectContaining({ id, demo: true, settings: expect.objectContaining({ address: mailbox.address }) }),
    ])
    await client.post(path, { kind: 'email', name: 'Another', settings: { ...mailbox, imapUser: 'b' }, demo: true }).expect(422)
    await client.patch(`${path}/${id}`, { demo: false }).expect(422)
  })

  it('takes no real settings, which its made-up customers would be answered from; only another name', async () => {
    const { client, path, id } = await developer()
    const { body } = await client.patch(`${path}/${id}`, { settings: { address: 'real@shop.example' } }).expect(409)
    expect(body.error.code).toBe('demo-channel')
    const renamed = await client.patch(`${path}/${id}`, { name: 'Our mails' }).expect(200)
    expect(renamed.body).toMatchObject({ name: 'Our mails', demo: true, settings: { address: mailbox.address } })
    await client.delete(`${path}/${id}`).expect(204)
  })

  it('does not stand in the way of a real one with the same mailbox', async () => {
    const { client, path } = await developer()
    const { body } = await client.post(path, { kind: 'email', name: 'Real', settings: mailbox }).expect(201)
    expect(body.demo).toBeUndefined()
  })
})
