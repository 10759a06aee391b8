import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { eachChannel } from '../support/talk.ts'

const earlier = 'That button belongs to an earlier question. This is where we are now:'

/** Two menus with the same option ids, as a copied node had them, and then a question that takes any words. */
function copiedMenu(): Flow {
  const flow = newFlow('Copied')
  const options = ['yes', 'no'].map((id) => ({ id, label: { en: id === 'yes' ? 'Yes' : 'No' } }))
  const at = { x: 0, y: 0 }
  flow.nodes.push(
    { id: 'gift', type: 'menu', position: at, data: { config: { text: { en: 'Is it a gift?' }, options, tries: 0 } } },
    { id: 'wrap', type: 'menu', position: at, data: { config: { text: { en: 'Shall we wrap it?' }, options, tries: 0 } } },
    {
      id: 'name',
      type: 'ask-question',
      position: at,
      data: { config: { text: { en: 'What is your name?' }, answer: 'text', saveAs: 'name' } },
    },
    { id: 'bye', type: 'send-message', position: at, data: { config: { text: { en: 'Thank you, {{ name }}.' } } } },
  )
  const edge = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}:${sourceHandle}`,
    source,
    sourceHandle,
    target,
  })
  flow.edges.push(edge('start', 'next', 'gift'), edge('name', 'valid', 'bye'))
  for (const id of ['yes', 'no']) flow.edges.push(edge('gift', id, 'wrap'), edge('wrap', id, 'name'))
  return flow
}

eachChannel('a button of an older message', (start, channel) => {
  // A mail has no buttons: a number is typed, and answers what is open.
  const button = it.skipIf(channel === 'email')

  button('is no answer to a copy of its menu, though label and id are the same', async () => {
    const chat = await start(copiedMenu())
    await chat.user('hello')
    const old = chat.tapLater('No')
    await chat.taps('Yes')
    chat.bot('Shall we wrap it?')
    await old()
    chat.bot(earlier, 'Shall we wrap it?')
    expect((await chat.state()).session?.at?.nodeId).toBe('wrap')
    await chat.taps('No')
    chat.bot('What is your name?')
  })

  button('is nobody’s name', async () => {
    const chat = await start(copiedMenu())
    await chat.user('hello')
    const old = chat.tapLater('No')
    await chat.taps('Yes')
    await chat.taps('Yes')
    await old()
    chat.bot(earlier, 'What is your name?')
    await chat.user('Mei')
    chat.bot('Thank you, Mei.')
  })

  button('is known for one after the server was started again', async () => {
    const chat = await start(copiedMenu())
    await chat.user('hello')
    const old = chat.tapLater('No')
    await chat.taps('Yes')
    await chat.restarts()
    await old()
    chat.bot(earlier, 'Shall we wrap it?')
    await chat.taps('Yes')
    chat.bot('What is your name?')
  })
})
