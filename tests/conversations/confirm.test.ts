import { afterEach, expect, it } from 'vitest'
import type { WebChatReply } from '#schemas/api/web-chat.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { turns } from '#server/engine/collections.ts'
import { contacts } from '#server/people/collections.ts'
import { startSmtpPeer, textIn } from '#tests/peers/email/smtp.ts'
import { dump } from '#tests/support/dump.ts'
import { inProcess, testClock, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore, type OpenTestStore } from '#tests/support/stores.ts'

const soon = { timeout: 20_000, interval: 20 }

/** Whoever confirms their e-mail is greeted as known. */
function confirming(): Flow {
  const flow = newFlow('Who')
  const at = { x: 0, y: 0 }
  const says = (id: string, text: string) => ({ id, type: 'end', position: at, data: { config: { text: { en: text } } } })
  flow.nodes.push(
    {
      id: 'who',
      type: 'confirm',
      position: at,
      data: { config: { about: 'email', text: { en: 'Your e-mail?' }, tries: 1, validSeconds: 600 } },
    },
    says('ok', 'Thank you, that is you.'),
    says('no', 'Sorry, we do not know that it is you.'),
    says('late', 'That took too long.'),
    says('none', 'We could not send a code.'),
  )
  const edge = (sourceHandle: string, target: string) => ({ id: target, source: 'who', sourceHandle, target })
  flow.edges.push(
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'who' },
    edge('confirmed', 'ok'),
    edge('wrong', 'no'),
    edge('expired', 'late'),
    edge('cannot-send', 'none'),
  )
  return flow
}

eachStore('somebody who confirms their e-mail address', (open) => {
  const running: { close(): Promise<unknown> }[] = []
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close()
  })

  async function aShop(openStore: OpenTestStore) {
    const clock = testClock()
    const store = await openStore({ now: clock.now })
    const smtp = await startSmtpPeer()
    await seedShop(store, testSecrets, { mail: { imap: smtp.port, smtp: smtp.port }, flows: [confirming()] })
    const server = await inProcess(store, { clock, allow: [smtp.place], workers: false })
    running.push(server, smtp)
    let n = 0
    const headers = (browser: string) => ({
      authorization: `Bearer ${browser.padEnd(43, '-')}`,
      'content-type': 'application/json',
    })
    const heard = async (browser: string) => {
      const answer = await fetch(`${server.url}/chat/${seed.webChat}/messages`, { headers: headers(browser) })
      const { messages } = (await answer.json()) as WebChatReply
      return messages.flatMap(({ from, message }) => (from === 'flow' && message.kind === 'text' ? [message.text] : []))
    }
    /** What is answered to a visitor's words. */
    const says = async (browser: string, text: string): Promise<string | undefined> => {
      clock.pass(1_000)
      const before = (await heard(browser)).length
      const body = JSON.stringify({ clientId: `m${n++}`, text })
      const { status } = await fetch(`${server.url}/chat/${seed.webChat}/messages`, {
        method: 'POST',
        headers: headers(browser),
        body,
      })
      expect([200, 202]).toContain(status)
      await expect.poll(async () => (await heard(browser)).length, soon).toBeGreaterThan(before)
      return (await heard(browser)).at(-1)
    }
    /** The code in the mail that came last. */
    const code = async (mails: number): Promise<string> => {
      await expect.poll(() => smtp.sent().length, soon).toBe(mails)
      const mail = await textIn(smtp.sent().at(-1) as never)
      return /\d{6}/.exec(mail)?.[0] ?? 'none'
    }
    const pages = async () => {
      await server.projections.flush()
      const { items } = await store.collection(contacts).find({ workspaceId: seed.workspaceId })
      return items.filter(({ head }) => head === undefined)
    }
    return { clock, store, server, says, code, pages, mails: () => smtp.sent().length }
  }

  it('with the code from the mail is known: in another browser they are the same person, and the code is kept nowhere', async () => {
    const shop = await aShop(open)
    expect(await shop.says('laptop', 'hi')).toBe('Your e-mail?')
    expect(await shop.says('laptop', 'mei@mail.example')).toContain('mei@mail.example')
    const first = await shop.code(1)
    expect(await shop.says('laptop', `it is ${first}`)).toBe('Thank you, that is you.')
    await shop.says('phone', 'hi')
    await shop.says('phone', 'Mei@mail.example')
    const second = await shop.code(2)
    expect(second).not.toBe(first)
    expect(await shop.says('phone', second)).toBe('Thank you, that is you.')
    const pages = await shop.pages()
    expect(pages.map(({ members }) => members?.length)).toEqual([1])
    // Of the turns only what they typed holds it, which nobody is shown.
    const { items } = await shop.store.collection(turns).find({ workspaceId: seed.workspaceId }, { limit: 1000 })
    expect(items.filter((turn) => JSON.stringify({ ...turn, event: undefined }).includes(first))).toEqual([])
    expect(items.flatMap(({ steps }) => steps).filter(({ hidden }) => hidden)).toMatchObject([{ input: '•••' }, { input: '•••' }])
    const all = JSON.stringify(await dump(shop.store))
    expect(all.split(first).length - 1).toBeLessThanOrEqual(1)
  })

  it('without it gets no further: who types the address of another guesses twice, and stays somebody else', async () => {
    const shop = await aShop(open)
    await shop.says('laptop', 'hi')
    await shop.says('laptop', 'mei@mail.example')
    expect(await shop.says('laptop', await shop.code(1))).toBe('Thank you, that is you.')
    await shop.says('thief', 'hi')
    await shop.says('thief', 'mei@mail.example')
    const theirs = await shop.code(2)
    const guess = theirs === '111111' ? '222222' : '111111'
    expect(await shop.says('thief', guess)).toContain('not the code')
    expect(await shop.says('thief', guess)).toBe('Sorry, we do not know that it is you.')
    expect(await shop.pages()).toHaveLength(2)
  })

  it('gets a few mails in a quarter of an hour, whoever types the address', async () => {
    const shop = await aShop(open)
    const asked: (string | undefined)[] = []
    for (const browser of ['one', 'two', 'three', 'four', 'five']) {
      await shop.says(browser, 'hi')
      asked.push(await shop.says(browser, 'mei@mail.example'))
    }
    expect(asked.at(-1)).toBe('We could not send a code.')
    expect(shop.mails()).toBe(4)
  })
})
