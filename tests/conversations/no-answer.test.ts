import { expect, it } from 'vitest'
import { eachChannel, type Talk } from '../support/talk.ts'

eachChannel('no answer', (start) => {
  it('after half an hour is asked about once, and after a day the chat ends quietly', async () => {
    const chat = await inEnglish()
    await chat.passes({ minutes: 29 })
    chat.bot()
    await chat.passes({ minutes: 1 })
    chat.bot('Are you still there? Tap below, or write to us any time.')
    await chat.passes({ hours: 48 })
    chat.bot()
    expect((await chat.state()).session).toBeUndefined()
  })

  it('is no reason to begin again: a late tap goes on where the customer was', async () => {
    const chat = await inEnglish()
    await chat.passes({ minutes: 45 })
    chat.offers(['Show the topics', 'Talk to our team'], 'buttons')
    await chat.taps('Show the topics')
    chat.bot('Hi there, how can we help you today?')
  })

  it('rings on time after the server was away', async () => {
    const chat = await inEnglish()
    await chat.restarts()
    await chat.passes({ minutes: 30 })
    chat.bot('Are you still there? Tap below, or write to us any time.')
    await chat.restarts()
    await chat.taps('Talk to our team')
    chat.bot('A colleague will answer you here in English. You can already write what it is about.')
  })

  it('does not ring for a customer who answered in time, nor in a chat that a person has', async () => {
    const chat = await inEnglish()
    await chat.passes({ minutes: 20 })
    await chat.taps('Quick question')
    await chat.passes({ minutes: 29 })
    chat.bot()
    await chat.agent.takes()
    await chat.passes({ hours: 12 })
    chat.bot()
    expect((await chat.owner()).kind).toBe('agent')
  })

  it('to the first question leads on in the main language', async () => {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.passes({ hours: 2 })
    chat.bot('Are you still there? Tap below, or write to us any time.')
  })

  async function inEnglish(): Promise<Talk> {
    const chat = await start('yoho-welcome')
    await chat.user('hello')
    await chat.taps('English')
    return chat
  }
})
