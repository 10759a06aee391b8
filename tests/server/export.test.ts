import { expect, it } from 'vitest'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import { contacts } from '#server/people/collections.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

async function aShop(app: TestApp) {
  const w = await app.workspace()
  const { client } = await app.person({ [w]: 'owner' })
  const path = `/workspaces/${w}`
  const adds = async (facts: object): Promise<string> => (await client.post(`${path}/contacts`, facts).expect(201)).body.id
  const exports = async (asked: object = {}): Promise<string[]> => {
    const { body } = await client.post(`${path}/contacts/export`, asked).buffer().responseType('blob').expect(200)
    return body.toString().split('\r\n').slice(0, -1)
  }
  return { w, client, path, adds, exports }
}

eachApp('a file of everybody', (open) => {
  it('opens in a spreadsheet as it is: in every script, by the shop’s clock, and nothing in it computes', async () => {
    const { client, path, adds, exports } = await aShop(await open())
    await client.post(`${path}/contact-fields`, { name: 'note', label: 'Note', type: 'text' }).expect(201)
    await adds({ name: 'สมชาย ใจดี', phone: '+66812345678', birthday: '--12-24', tags: ['VIP', 'Bangkok'], stage: 'loyal' })
    await adds({ name: '陳大文', email: 'mei@shop.example', fields: { note: "@SUM(1+1)*cmd|' /C calc'!A0" } })
    await adds({ name: 'محمد "علي", القاهرة', phone: '+201001234567', fields: { note: '-1+1' } })
    await adds({ name: '+1+1', email: 'a@b.example', fields: { note: '=HYPERLINK("http://evil","x")' } })
    const columns = ['name', 'phone', 'birthday', 'stage', 'tags', 'field:note', 'first-seen']
    const [heading, ...rows] = await exports({ columns })
    expect(heading).toBe('\ufeffName,Phone,Birthday,Stage,Tags,Note,First seen')
    expect(rows.sort()).toEqual(
      [
        'สมชาย ใจดี,+66 81 234 5678,24/12,Loyal,"Bangkok; VIP",,2041-03-02 17:00',
        "陳大文,,,,,'@SUM(1+1)*cmd|' /C calc'!A0,2041-03-02 17:00",
        '"محمد ""علي"", القاهرة",+20 10 01234567,,,,\'-1+1,2041-03-02 17:00',
        `'+1+1,,,,,"'=HYPERLINK(""http://evil"",""x"")",2041-03-02 17:00`,
      ].sort(),
    )
  })

  it('holds chosen people, or those whom a filter finds', async () => {
    const { adds, exports } = await aShop(await open())
    const mei = await adds({ name: 'Mei', tags: ['VIP'] })
    await adds({ name: 'Ada', tags: ['VIP'] })
    await adds({ name: 'Bo' })
    const names = async (asked: object) => (await exports({ ...asked, columns: ['name'] })).slice(1).sort()
    expect(await names({})).toEqual(['Ada', 'Bo', 'Mei'])
    expect(await names({ contacts: [mei] })).toEqual(['Mei'])
    expect(await names({ filter: { tag: 'vip' } })).toEqual(['Ada', 'Mei'])
    expect(await names({ filter: { q: 'bo' } })).toEqual(['Bo'])
  })

  it('is without whoever asked to be restricted', async () => {
    const app = await open()
    const { adds, exports } = await aShop(app)
    const mei = await adds({ name: 'Mei' })
    await adds({ name: 'Ada' })
    await app.store.collection(contacts).update(mei, { $set: { restricted: true } })
    expect((await exports({ columns: ['name'] })).slice(1)).toEqual(['Ada'])
    expect((await exports({ columns: ['name'], contacts: [mei] })).slice(1)).toEqual([])
  })

  it('goes back in as it came out', async () => {
    const app = await open()
    const { client, path, adds, exports } = await aShop(app)
    await adds({
      name: '=1+1',
      phone: '+66812345678',
      birthday: '1990-12-24',
      tags: ['VIP', 'TV'],
      stage: 'loyal',
      language: 'th',
    })
    const text = `${(await exports()).join('\r\n')}\r\n`
    const { body } = await client.upload(`${path}/imports?conflict=overwrite`, 'text/csv', Buffer.from(text)).expect(201)
    while ((await runDueJobs(app.engine, jobKinds)) > 0);
    const view = (await client.get(`${path}/imports/${body.id}`).expect(200)).body
    expect(view.counts).toEqual({ made: 0, changed: 0, same: 1, skipped: 0, refused: 0 })
  })

  it('is for owners and admins alone, and knows no field that is not there', async () => {
    const app = await open()
    const { w, client, path } = await aShop(app)
    const manager = await app.person({ [w]: 'manager' })
    await manager.client.post(`${path}/contacts/export`, {}).expect(403)
    await client.post(`${path}/contacts/export`, { columns: ['field:gone'] }).expect(422)
  })
})
