import { expect, it } from 'vitest'
import { eachApp, newOwner } from '#tests/support/an-app.ts'
import { dump } from '#tests/support/dump.ts'

eachApp('the database', (open) => {
  it('holds no secret that was ever given out or typed in', async () => {
    const app = await open()
    const { client, token: session, workspaceId } = await app.owner()
    const token = await client
      .post(`/workspaces/${workspaceId}/tokens`, { name: 'CI', role: 'admin', expiresInDays: 1 })
      .expect(201)
    const settings = {
      phoneNumberId: '106540352242922',
      accessToken: 'EAAJB-the-access-token',
      appSecret: 'the-app-secret-of-the-app',
      verifyToken: 'say this',
      apiBaseUrl: 'https://graph.facebook.com',
      apiVersion: 'v23.0',
    }
    await client.post(`/workspaces/${workspaceId}/channels`, { kind: 'whatsapp', name: 'WhatsApp', settings }).expect(201)
    const everything = JSON.stringify(await dump(app.store))
    expect(everything).toContain(settings.phoneNumberId)
    for (const secret of [newOwner.password, session, token.body.secret, settings.accessToken, settings.appSecret])
      expect(everything).not.toContain(secret)
  })
})
