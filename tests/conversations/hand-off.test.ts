import { expect, it } from 'vitest'
import { eachChannel, type Talk } from '../support/talk.ts'

eachChannel('a chat that a person answers', (start) => {
  it('carries what the customer said, so that nobody tells it again', async () => {
    const chat = await tracked()
    chat.bot('謝謝。同事會用 +85291234567 查找你的訂單，並在這裡回覆你。')
    expect(await chat.owner()).toMatchObject({ kind: 'queue', team: 'orders' })
    expect(await chat.handOff()).toMatchObject({
      reason: { code: 'author', values: { words: 'Wants to know where the order of +85291234567 is' } },
      path: ['繁體中文', 'Track my order'],
      answers: [
        { label: 'Choose a language', value: '繁體中文' },
        { label: 'Choose a topic', value: 'Track my order' },
        { label: 'Ask for phone number', value: '+85291234567' },
      ],
    })
  })

  it('waits for anybody where its team was deleted while the flow was live, and so does one that is let go of then', async () => {
    const chat = await start('yoho-welcome')
    const tracks = async () => {
      await chat.user('hello')
      await chat.taps('English')
      await chat.taps('Track my order')
      await chat.user('9123 4567')
    }
    await tracks()
    expect(await chat.agent.takes()).toBe('done')
    expect((await chat.handOff())?.team).toBe('orders')
    await chat.admin.deletesTeam('orders')
    expect(await chat.agent.leaves()).toBe('done')
    expect(await chat.owner()).toEqual({ kind: 'queue', since: expect.any(String) })
    expect(await chat.replayed()).toBeUndefined()

    await chat.anotherCustomer(1)
    await tracks()
    expect(await chat.owner()).toEqual({ kind: 'queue', since: expect.any(String) })
    expect((await chat.handOff())?.team).toBeUndefined()
    expect(await chat.replayed()).toBeUndefined()
  })

  it('asks for the number again while it is none, and takes it in any writing', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps('English')
    await chat.taps('Track my order')
    await chat.user('I do not know')
    chat.bot('That does not look like a phone number. Type all its digits, with the country code if it is from abroad.')
    await chat.user('+852 9123-4567')
    chat.bot('Thank you. A colleague looks up the order for +85291234567 and answers you here.')
  })

  it('is answered on the channel it came from, while the flow keeps quiet', async () => {
    const chat = await tracked()
    expect(await chat.agent.takes()).toBe('done')
    expect(await chat.agent.replies('你的訂單今天下午送到。')).toBe('done')
    chat.bot('你的訂單今天下午送到。')
    await chat.user('追蹤訂單')
    chat.bot()
    await chat.agent.notes('Asked twice')
    chat.bot()
  })

  it('has one owner at a time', async () => {
    const chat = await tracked()
    expect(await chat.agent.replies('Too early')).toBe('not-owner')
    expect(await chat.agent.takes('agent1')).toBe('done')
    expect(await chat.agent.takes('agent2')).toBe('not-owner')
    expect(await chat.agent.replies('Not mine', 'agent2')).toBe('not-owner')
    expect(await chat.owner()).toMatchObject({ kind: 'agent', agentId: 'agent1' })
  })

  it('is taken over from a colleague who is named, and from nobody else', async () => {
    const chat = await tracked()
    await chat.agent.takes('agent1')
    expect(await chat.agent.takesOver('agent2', 'somebody')).toBe('not-owner')
    expect(await chat.agent.takesOver('agent2', 'agent1')).toBe('done')
    expect(await chat.owner()).toMatchObject({ kind: 'agent', agentId: 'agent2' })
    expect(await chat.agent.replies('I am still here', 'agent1')).toBe('not-owner')
    expect(await chat.agent.replies('Now I help you', 'agent2')).toBe('done')
    chat.bot('Now I help you')
  })

  it('is handed back where the flow had ended: it begins again in the customer’s language, so that nobody is left with silence', async () => {
    const chat = await tracked('9123 4567')
    await chat.agent.takes()
    await chat.agent.handsBack()
    chat.bot('你好，今天有甚麼可以幫到你？')
    await chat.taps('追蹤訂單')
    chat.bot('你下單時用的電話號碼是？例如 9123 4567。')
  })

  it('is handed back in silence to somebody who said STOP', async () => {
    const chat = await tracked('9123 4567')
    await chat.agent.takes()
    await chat.user('stop')
    await chat.agent.handsBack()
    chat.bot()
  })

  it('taken in the middle of a question goes on with that question when it is handed back', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps('English')
    await chat.agent.takes()
    await chat.user('parcel')
    chat.bot()
    await chat.agent.handsBack()
    chat.bot('Hi there, how can we help you today?')
    await chat.user('parcel')
    chat.bot('Which phone number is on your order? For example 9123 4567.')
  })

  it('is closed, and opens again with the next message', async () => {
    const chat = await tracked()
    await chat.agent.takes()
    await chat.agent.closes()
    expect(await chat.state()).toMatchObject({ status: 'closed', owner: { kind: 'flow' } })
    await chat.user('再問一下')
    chat.bot('你好，今天有甚麼可以幫到你？')
    expect((await chat.state()).status).toBe('open')
  })

  async function tracked(phone = '9123 4567'): Promise<Talk> {
    const chat = await start('yoho-welcome')
    await chat.user('你好')
    await chat.taps('繁體中文')
    await chat.taps('追蹤訂單')
    await chat.user(phone)
    return chat
  }
})
