import { expect, it } from 'vitest'
import { aWorkspace } from '#tests/support/a-workspace.ts'
import { eachApp } from '#tests/support/an-app.ts'

eachApp('the versions of a flow', (open) => {
  it('say when each of them was live or paused, and who made it so', async () => {
    const app = await open()
    const { userId, client } = await app.person()
    const { w = '', f = '' } = await aWorkspace(app, userId)
    await app.join(w, userId, 'admin')
    const path = `/workspaces/${w}/flows/${f}`
    const times = async () => {
      const { body } = await client.get(`${path}/versions`).expect(200)
      return Object.fromEntries(body.items.map(({ version, times }: { version: number; times: object[] }) => [version, times]))
    }
    const by = { id: userId, name: 'Ada' }
    const at = (minutes: number) => `2041-03-02T09:0${minutes}:00.000Z`
    const next = () => app.pass(60_000)

    // It was live before there was a history: nobody knows who published it.
    await app.engine.flows.live(w)
    next()
    await client.post(`${path}/publish`, { revision: 2 }).expect(200)
    expect(await times()).toEqual({ 1: [{ from: at(0), until: at(1) }], 2: [{ from: at(1), by }] })
    next()
    await client.post(`${path}/pause`).expect(204)
    next()
    await client.post(`${path}/resume`).expect(204)
    next()
    await client.post(`${path}/rollback`, { version: 1 }).expect(200)
    next()
    await client.post(`${path}/unpublish`, { version: 1, people: 'finish' }).expect(204)
    next()
    expect(await times()).toEqual({
      1: [
        { from: at(4), until: at(5), by },
        { from: at(0), until: at(1) },
      ],
      2: [
        { from: at(3), until: at(4), by },
        { from: at(2), until: at(3), by, paused: true },
        { from: at(1), until: at(2), by },
      ],
    })
  })

  it('tell another workspace nothing', async () => {
    const app = await open()
    const { userId, client } = await app.person()
    const { w = '' } = await aWorkspace(app, userId)
    await app.join(w, userId, 'admin')
    const other = await aWorkspace(app, userId)
    await client.get(`/workspaces/${w}/flows/${other.f}/versions`).expect(404)
  })
})
