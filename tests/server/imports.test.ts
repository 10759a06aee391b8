import { expect, it } from 'vitest'
import { jobs } from '#server/jobs/collections.ts'
import { runDueJobs } from '#server/jobs/run-jobs.ts'
import { jobKinds } from '#server/parts-of-subjects.ts'
import { contactEntries, contacts } from '#server/people/collections.ts'
import { eachApp, type TestApp } from '#tests/support/an-app.ts'

const inUtf16 = (text: string, big = false): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}

/** A shop in Hong Kong, and what its owner does with files. */
async function aShop(app: TestApp) {
  const w = await app.workspace()
  const { client, userId } = await app.person({ [w]: 'owner' })
  const path = `/workspaces/${w}/imports`
  const allDone = async () => {
    // Taking back waits a second for the import to come to its end.
    for (let rests = 0; rests < 2; rests++) {
      while ((await runDueJobs(app.engine, jobKinds)) > 0);
      app.pass(1_000)
    }
  }
  const sends = async (file: string | Buffer, query = '') => {
    const bytes = typeof file === 'string' ? Buffer.from(file) : file
    const { body } = await client.upload(`${path}${query}`, 'text/csv', bytes).expect(201)
    return body.id as string
  }
  const reads = async (id: string) => (await client.get(`${path}/${id}`).expect(200)).body
  const rows = async (id: string, outcome = 'refused') =>
    (await client.get(`${path}/${id}/rows?outcome=${outcome}`).expect(200)).body.items
  /** What becomes of a file, to the end. */
  const brings = async (file: string | Buffer, query = '') => {
    const id = await sends(file, query)
    await allDone()
    return reads(id)
  }
  /** Everybody in the shop, by their numbers. */
  const people = async () => {
    const { items } = await app.store.collection(contacts).find({ workspaceId: w }, { sort: { lastSeenAt: 1 }, limit: 1000 })
    return items
      .map(({ name, phone, email, language, birthday, stage, fields, tags }) =>
        JSON.parse(JSON.stringify({ name, phone, email, language, birthday, stage, fields, tags })),
      )
      .sort((a, b) => (a.name < b.name ? 1 : -1))
  }
  const entries = async () => (await app.store.collection(contactEntries).find({ workspaceId: w }, { limit: 1000 })).items
  return { w, client, userId, path, allDone, sends, reads, rows, brings, people, entries }
}

const mei = { name: 'Mei Chan', phone: '+85291234567', fields: {}, tags: [] }
const ada = { name: 'Ada', phone: '+85298765432', fields: {}, tags: [] }
const twoPeople = 'name,phone\nMei Chan,9123 4567\nAda,+852 9876 5432\n'

eachApp('a file of people', (open) => {
  it('goes in: whoever is new begins with it, for ever', async () => {
    const app = await open()
    const shop = await aShop(app)
    const view = await shop.brings(twoPeople, '?name=customers.csv')
    expect(view).toMatchObject({
      name: 'customers.csv',
      state: 'done',
      done: 2,
      counts: { made: 2, changed: 0, same: 0, skipped: 0, refused: 0 },
      undoable: true,
      startable: false,
    })
    expect(await shop.people()).toEqual([mei, ada])
    const { items } = await app.store.collection(contacts).find({ workspaceId: shop.w })
    for (const { firstSource } of items) expect(firstSource).toMatchObject({ kind: 'import', label: 'customers.csv' })
    for (const entry of await shop.entries()) expect(entry).toMatchObject({ source: 'import', by: view.id })
  })

  it('is only tried with ?dry=true: the report says what would be, and nothing is written', async () => {
    const shop = await aShop(await open())
    await shop.brings('phone,name\n9123 4567,Mei')
    const id = await shop.sends('name,phone,tags\nMei,91234567,VIP\nAda,9876 5432,\nNobody,12,\nAda,98765432,New\n', '?dry=true')
    expect(await shop.reads(id)).toMatchObject({ state: 'checking' })
    await shop.allDone()
    expect(await shop.reads(id)).toMatchObject({
      state: 'checked',
      options: {
        encoding: 'utf-8',
        separator: ',',
        header: true,
        dates: 'dmy',
        conflict: 'fill',
        columns: ['name', 'phone', 'tags'],
      },
      columns: [
        { heading: 'name', examples: ['Mei', 'Ada', 'Nobody', 'Ada'] },
        { heading: 'phone', examples: ['91234567', '9876 5432', '12', '98765432'] },
        { heading: 'tags', examples: ['VIP', 'New'] },
      ],
      counts: { made: 1, changed: 2, same: 0, skipped: 0, refused: 1 },
    })
    expect(await shop.rows(id)).toEqual([
      {
        row: 3,
        line: 4,
        outcome: 'refused',
        problems: [{ code: 'phone', column: 1, value: '12' }],
        cells: ['Nobody', '12', ''],
      },
    ])
    expect((await shop.people()).length).toBe(1)
    await shop.client.post(`${shop.path}/${id}/start`).expect(200)
    await shop.allDone()
    expect(await shop.reads(id)).toMatchObject({ state: 'done', counts: { made: 1, changed: 2, refused: 1 } })
    expect(await shop.people()).toEqual([
      { ...mei, name: 'Mei', tags: ['VIP'] },
      { ...ada, tags: ['New'] },
    ])
  })

  it('fills what is empty, is right, or leaves who is here alone, as was chosen', async () => {
    const shop = await aShop(await open())
    await shop.brings('name,phone\nMei,91234567')
    const file = 'name,phone,email\nMei Chan,91234567,mei@shop.example\n'
    expect((await shop.brings(file, '?conflict=skip')).counts).toMatchObject({ skipped: 1 })
    expect(await shop.people()).toEqual([{ ...mei, name: 'Mei' }])
    expect((await shop.brings(file, '?conflict=fill')).counts).toMatchObject({ changed: 1 })
    expect(await shop.people()).toEqual([{ ...mei, name: 'Mei', email: 'mei@shop.example' }])
    expect((await shop.brings(file, '?conflict=overwrite')).counts).toMatchObject({ changed: 1 })
    expect(await shop.people()).toEqual([{ ...mei, email: 'mei@shop.example' }])
    expect((await shop.brings(file, '?conflict=overwrite')).counts).toMatchObject({ same: 1 })
  })

  it('knows people by their number, address or the shop’s own id, and joins nobody', async () => {
    const shop = await aShop(await open())
    await shop.brings('id,name,phone,email\nC1,Mei,91234567,\nC2,Ada,,ada@shop.example\n')
    const view = await shop.brings(
      'id,name,phone,email\nC1,,,mei@shop.example\n,,98765432,ADA@shop.example\nC1,,,ada@shop.example\n',
    )
    expect(view.counts).toEqual({ made: 0, changed: 2, same: 0, skipped: 0, refused: 1 })
    expect((await shop.rows(view.id))[0].problems).toEqual([{ code: 'two-people' }])
    expect(await shop.people()).toEqual([
      { ...mei, name: 'Mei', email: 'mei@shop.example' },
      { ...ada, email: 'ada@shop.example' },
    ])
  })

  it('is taken back as a whole: what it wrote goes, what others changed since stays', async () => {
    const app = await open()
    const shop = await aShop(app)
    await shop.brings('name,phone,tags\nMei,91234567,VIP')
    const view = await shop.brings(
      'name,phone,email,tags\nMei Chan,91234567,mei@shop.example,VIP;Kowloon\nAda,98765432,ada@shop.example,\nBo,98765433,,\n',
      '?conflict=overwrite',
    )
    expect(view.counts).toMatchObject({ made: 2, changed: 1 })
    const bo = (await app.store.collection(contacts).find({ workspaceId: shop.w, phone: '+85298765433' })).items[0]
    app.pass(1_000)
    await shop.client.patch(`/workspaces/${shop.w}/contacts/${bo?._id}`, { name: 'Bo Li' }).expect(200)
    expect((await shop.client.post(`${shop.path}/${view.id}/undo`).expect(200)).body).toMatchObject({ state: 'undoing' })
    await shop.allDone()
    expect(await shop.reads(view.id)).toMatchObject({
      state: 'undone',
      putBack: 3,
      undoable: false,
      counts: { made: 2, changed: 1 },
    })
    expect(await shop.people()).toEqual([
      { ...mei, name: 'Mei', tags: ['VIP'] },
      { name: 'Bo Li', fields: {}, tags: [] },
    ])
    await shop.client.post(`${shop.path}/${view.id}/undo`).expect(409)
  })

  it('is stopped between its rows, and what was written can be taken back', async () => {
    const app = await open()
    const shop = await aShop(app)
    const id = await shop.sends(`phone\n${Array.from({ length: 600 }, (_, i) => 91_230_000 + i).join('\n')}\n`)
    await runDueJobs(app.engine, jobKinds, true)
    await shop.client.post(`${shop.path}/${id}/cancel`).expect(200)
    await shop.allDone()
    expect(await shop.reads(id)).toMatchObject({
      state: 'cancelled',
      done: 200,
      counts: { made: 200 },
      undoable: true,
      startable: true,
    })
    await shop.client.post(`${shop.path}/${id}/undo`).expect(200)
    await shop.allDone()
    expect(await shop.people()).toEqual([])
  })

  it('goes on after a crash at any moment, and writes nothing twice', async () => {
    const app = await open()
    const shop = await aShop(app)
    const numbers = Array.from({ length: 450 }, (_, i) => 91_230_000 + i)
    const id = await shop.sends(`phone,tags\n${numbers.map((phone) => `${phone},VIP`).join('\n')}\n`)
    const job = `${id}-1`
    // Each step is made, and its note of it is lost.
    for (let steps = 0; steps < 3; steps++) {
      const before = await app.store.collection(jobs).get(job)
      await runDueJobs(app.engine, jobKinds, true)
      if (before) await app.store.collection(jobs).put({ ...before, fence: before.fence + 1, attempts: 0 })
      await runDueJobs(app.engine, jobKinds, true)
    }
    await shop.allDone()
    expect(await shop.reads(id)).toMatchObject({ state: 'done', done: 450, counts: { made: 450, changed: 0, same: 0 } })
    expect((await shop.people()).length).toBe(450)
    expect((await shop.entries()).length).toBe(450)
  })

  it('is read as it is encoded, and as somebody says otherwise', async () => {
    const shop = await aShop(await open())
    const text = 'الاسم;رقم الهاتف\nمحمد;91234567\n'
    for (const [encoding, bytes] of [
      ['utf-8', Buffer.from(`\ufeff${text}`)],
      ['utf-16le', inUtf16(`\ufeff${text}`)],
      ['utf-16be', inUtf16(text, true)],
    ] as const) {
      const id = await shop.sends(bytes, '?dry=true')
      expect(await shop.reads(id)).toMatchObject({
        options: { encoding, separator: ';', columns: ['name', 'phone'] },
        columns: [{ examples: ['محمد'] }, { examples: ['91234567'] }],
      })
    }
    const gb = Buffer.concat([Buffer.from('name,phone\n'), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from(',91234567\n')])
    const id = await shop.sends(gb, '?dry=true')
    expect(await shop.reads(id)).toMatchObject({ options: { encoding: 'gb18030' }, columns: [{ examples: ['张三'] }, {}] })
    const said = await shop.client.post(`${shop.path}/${id}/check`, { encoding: 'windows-1256' }).expect(200)
    expect(said.body).toMatchObject({ options: { encoding: 'windows-1256' }, columns: [{ examples: ['صإب\u200e'] }, {}] })
  })

  it('remembers what columns are, for the next file of the same system', async () => {
    const shop = await aShop(await open())
    const file = 'Wer,Wie,Was\nMei,91234567,x\n'
    const id = await shop.sends(file, '?dry=true')
    expect((await shop.reads(id)).options.columns).toEqual([null, 'phone', null])
    await shop.client.post(`${shop.path}/${id}/check`, { columns: ['name', 'phone', null] }).expect(200)
    const again = await shop.sends(file, '?dry=true')
    expect((await shop.reads(again)).options.columns).toEqual(['name', 'phone', null])
  })

  it('comes as a form of a browser, too', async () => {
    const shop = await aShop(await open())
    const form = [
      ['--b', 'Content-Disposition: form-data; name="dry"', '', 'true'],
      ['--b', 'Content-Disposition: form-data; name="file"; filename="客戶.csv"', 'Content-Type: text/csv', '', twoPeople],
      ['--b--', ''],
    ]
    const bytes = Buffer.from(form.flat().join('\r\n'))
    const { body } = await shop.client.upload(shop.path, 'multipart/form-data; boundary=b', bytes).expect(201)
    expect(body).toMatchObject({ name: '客戶.csv', state: 'checking' })
  })

  it('whose columns cannot be read changes nothing, and waits for somebody who says what they are', async () => {
    const shop = await aShop(await open())
    const view = await shop.brings('Wer,Was\nMei,x\n')
    expect(view).toMatchObject({ state: 'read', problem: 'no-key', startable: true, undoable: false })
    expect(await shop.people()).toEqual([])
    const said = await shop.client.post(`${shop.path}/${view.id}/start`, { columns: ['external-id', null] }).expect(200)
    expect(said.body).toMatchObject({ state: 'running' })
    await shop.allDone()
    expect(await shop.reads(view.id)).toMatchObject({ state: 'done', counts: { made: 1 } })
  })

  it('gives back the rows that stayed out, as a file that can be mended and computes nothing', async () => {
    const shop = await aShop(await open())
    const view = await shop.brings('name,phone\n"=1+1",91234567\nMei,9876 5432\nBo,12\n')
    const { body, headers } = await shop.client.get(`${shop.path}/${view.id}/refused`).buffer().responseType('blob').expect(200)
    expect(headers['content-disposition']).toContain('import%20-%20refused.csv')
    expect(body.toString()).toBe("\ufeffname,phone,Alur: why not\r\n'=1+1,91234567,formula: name\r\nBo,12,phone: phone\r\n")
  })

  it('is for owners and admins alone, and of nobody elsewhere', async () => {
    const app = await open()
    const shop = await aShop(app)
    const id = await shop.sends(twoPeople, '?dry=true')
    const agent = await app.person({ [shop.w]: 'agent' })
    await agent.client.get(`${shop.path}/${id}`).expect(403)
    const elsewhere = await aShop(app)
    for (const what of ['', '/rows', '/refused']) await elsewhere.client.get(`${elsewhere.path}/${id}${what}`).expect(404)
    for (const what of ['check', 'start', 'cancel', 'undo'])
      await elsewhere.client.post(`${elsewhere.path}/${id}/${what}`).expect(404)
    await elsewhere.client.delete(`${elsewhere.path}/${id}`).expect(404)
  })

  it('brings consents only with their words and their date, and an old one takes back no refusal', async () => {
    const app = await open()
    const shop = await aShop(app)
    const refused = await shop.brings('phone,Consent offers\n91234567,yes\n')
    expect(refused).toMatchObject({ state: 'read', problem: 'no-consent-proof' })
    const file = 'phone,Consent offers,Consent text,Consent date\n91234567,yes,Send me offers,2040-05-01\n98765432,yes,,\n'
    expect((await shop.brings(file)).counts).toMatchObject({ made: 1, refused: 1 })
    const [mei] = (await app.store.collection(contacts).find({ workspaceId: shop.w, phone: '+85291234567' })).items
    const consents = `/workspaces/${shop.w}/contacts/${mei?._id}/consents`
    const given = (await shop.client.get(consents).expect(200)).body
    expect(given.items).toMatchObject([
      { purpose: 'offers', state: 'given', words: 'Send me offers', at: '2040-04-30T16:00:00.000Z', source: 'import' },
    ])
    expect(given.answers).toContainEqual({ purpose: 'offers', channel: 'whatsapp', may: true })
    app.pass(1_000)
    await shop.client.post(consents, { purpose: 'offers', state: 'refused' }).expect(201)
    await shop.brings(file)
    const after = (await shop.client.get(consents).expect(200)).body
    expect(after.answers).toContainEqual(expect.objectContaining({ purpose: 'offers', channel: 'whatsapp', may: false }))
  })

  it('is thrown away with its report; who came from it stays', async () => {
    const shop = await aShop(await open())
    const view = await shop.brings(twoPeople)
    await shop.client.delete(`${shop.path}/${view.id}`).expect(204)
    await shop.client.get(`${shop.path}/${view.id}`).expect(404)
    expect((await shop.people()).length).toBe(2)
  })
})

/** Files as they come, each broken in a way of its own: what becomes of their rows. */
const good = '91234567'
const broken: [
  string,
  string | Buffer,
  Partial<Record<'made' | 'refused', number>> | { problem: string } | { status: number },
][] = [
  ['is empty', '', { status: 422 }],
  ['is nothing but a mark', '\ufeff', { problem: 'no-rows' }],
  ['is nothing but line ends', '\n\r\n\n', { problem: 'no-rows' }],
  ['is a heading alone', 'name,phone\n', { problem: 'no-rows' }],
  ['has no column that says who it is', 'name,size\nMei,M\n', { problem: 'no-key' }],
  [
    'is a picture',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48]),
    { problem: 'no-key' },
  ],
  ['is a workbook', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(300, 7)]), { problem: 'no-rows' }],
  ['is JSON', '{"people": [{"phone": "91234567"}]}', { problem: 'no-rows' }],
  ['is one line without an end', 'x'.repeat(2_000_000), { problem: 'no-key' }],
  ['has its quotes unbalanced in a row', `phone,name\n${good},"Mei\n98765432,Ada\n`, { made: 1, refused: 1 }],
  ['has its quotes unbalanced in every row', `phone,name\n${good},"Mei\n98765432,"Ada\n`, { made: 0, refused: 2 }],
  ['has something after a quote', `phone,name\n${good},"Mei" Chan\n98765432,Ada\n`, { made: 1, refused: 1 }],
  ['has a quote in its heading that is not closed', `phone,"name\n${good},Mei\n`, { made: 1, refused: 0 }],
  ['has a cell of 300,000 characters', `phone,name\n${good},${'x'.repeat(300_000)}\n98765432,Ada\n`, { made: 1, refused: 1 }],
  [
    'has a quoted cell of 300,000 characters',
    `phone,name\n${good},"${'x'.repeat(300_000)}"\n98765432,Ada\n`,
    { made: 1, refused: 1 },
  ],
  [
    'has a quoted cell of 3,000,000 characters',
    `phone,name\n${good},"${'x'.repeat(3_000_000)}"\n98765432,Ada\n`,
    { made: 1, refused: 1 },
  ],
  ['has a cell of 3,000,000 characters', `phone,name\n${good},${'x'.repeat(3_000_000)}\n98765432,Ada\n`, { made: 1, refused: 1 }],
  ['has a cell of 10,000 lines', `phone,name\n${good},"${'x\n'.repeat(10_000)}"\n98765432,Ada\n`, { made: 1 }],
  ['computes a name', `phone,name\n${good},=1+1\n`, { made: 0, refused: 1 }],
  ['calls a program', `phone,name\n${good},"=cmd|' /C calc'!A0"\n`, { made: 0, refused: 1 }],
  ['computes a link', `phone,name\n${good},"=HYPERLINK(""http://evil"")"\n`, { made: 0, refused: 1 }],
  ['has lost what it computed', `phone,name\n#REF!,Mei\n${good},#N/A\n`, { made: 1, refused: 1 }],
  ['writes numbers as a spreadsheet does', 'phone,name\n8.52912E+11,Mei\n', { made: 0, refused: 1 }],
  ['has text for a number', 'phone,name\nask Mei,Mei\n', { made: 0, refused: 1 }],
  ['has no address in its addresses', 'email,name\nmei at shop,Mei\n', { made: 0, refused: 1 }],
  ['has dates that no calendar has', `phone,birthday\n${good},31/02/1990\n98765432,2/30/90\n`, { made: 0, refused: 2 }],
  [
    'has dates of every habit',
    `phone,birthday\n${good},24/12/1990\n98765432,1990-12-24\n98765433,"Dec 24, 1990"\n98765434,33231\n`,
    { made: 4 },
  ],
  ['has days that are yet to come', `phone,birthday\n${good},2090-01-01\n`, { made: 0, refused: 1 }],
  ['has a language nobody speaks', `phone,language\n${good},Klingonese\n`, { made: 0, refused: 1 }],
  ['has a stage that is none', `phone,stage\n${good},Nowhere\n`, { made: 0, refused: 1 }],
  ['has a comma too many', `phone,name\n${good},Chan, Mei\n98765432,Ada\n`, { made: 1, refused: 1 }],
  ['has cells missing', `phone,name,tags\n${good}\n,Mei\n`, { made: 1, refused: 1 }],
  ['has rows of nothing', `phone,name\n,\n${good},Mei\n,,\n\n`, { made: 1, refused: 0 }],
  [
    'has bytes that are of no encoding',
    Buffer.concat([
      Buffer.from(`phone,name\n98765432,สมชาย ใจดี\n${good},สมหญิง`),
      Buffer.from([0xff, 0xfe, 0xff]),
      Buffer.from('\n'),
    ]),
    { made: 1, refused: 1 },
  ],
  [
    'ends within a letter',
    Buffer.concat([Buffer.from(`phone,name\n98765432,阿美\n${good},`), Buffer.from([0xe9, 0x98])]),
    { made: 1, refused: 1 },
  ],
  [
    'is UTF-16 and ends within a unit',
    Buffer.concat([inUtf16(`\ufeffphone,name\n${good},阿美\n`), Buffer.from([0x31])]),
    { made: 1 },
  ],
  ['has the sign 0 in it', `phone,name\n${good},Mei\u0000\u0000\n`, { made: 1 }],
  ['turns its text round', `phone,name\n${good},\u202eieM\n`, { made: 1 }],
  ['has the same person twice', `phone,name\n${good},Mei\n+852 ${good},Mei Chan\n`, { made: 1 }],
  ['has old line ends', `phone,name\r${good},Mei\r98765432,Ada\r`, { made: 2 }],
  ['has mixed line ends', `phone,name\r\n${good},Mei\n98765432,Ada\r98765433,Bo`, { made: 3 }],
  ['says its separator', `sep=;\nphone;name\n${good};Chan, Mei\n`, { made: 1 }],
  ['has 500 columns', `phone,${Array.from({ length: 499 }, (_, i) => `c${i}`).join(',')}\n${good}\n`, { made: 1 }],
  ['names two columns the same', `phone,phone\n${good},98765432\n`, { made: 1 }],
  ['calls its columns by what every object has', `phone,__proto__,constructor\n${good},x,y\n`, { made: 1 }],
]

eachApp('a file that', (open) => {
  it.each(broken)('%s', async (_, file, comes) => {
    const shop = await aShop(await open())
    const bytes = typeof file === 'string' ? Buffer.from(file) : file
    const answer = await shop.client.upload(shop.path, 'text/csv', bytes)
    expect(answer.status).toBe('status' in comes ? comes.status : 201)
    if ('status' in comes) return
    await shop.allDone()
    const view = await shop.reads(answer.body.id)
    if ('problem' in comes) expect(view).toMatchObject({ state: 'read', problem: comes.problem })
    else expect(view).toMatchObject({ state: 'done', counts: comes })
    const { made, changed, same, skipped, refused } = view.counts
    expect(made + changed + same + skipped + refused).toBe(view.done)
    expect((await shop.people()).length).toBe(made)
    for (const row of await shop.rows(view.id)) expect(row.problems.length).toBeGreaterThan(0)
  })
})
