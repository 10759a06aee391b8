import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { everyDay, hours } from '../support/hours.ts'
import { eachChannel } from '../support/talk.ts'

/** Are we open? → “A person is coming.”, or when we are back. */
function doorkeeper(): Flow {
  const flow = newFlow('Are we open?')
  const node = (id: string, type: string, config: object) => ({ id, type, position: { x: 0, y: 0 }, data: { config } })
  const rules = [{ path: 'chat.hours', operator: 'is', value: 'closed' }]
  flow.nodes.push(
    node('open', 'condition', { branches: [{ id: 'closed', label: 'Closed', match: 'all', rules }] }),
    node('back', 'end', { text: { en: 'We are closed. We are back {{ next_opening | date: "%A %H:%M" }}.' } }),
    node('here', 'end', { text: { en: 'We are here{{ next_opening }}.' } }),
  )
  const edge = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}.${target}`,
    source,
    sourceHandle,
    target,
  })
  flow.edges.push(edge('start', 'next', 'open'), edge('open', 'closed', 'back'), edge('open', 'else', 'here'))
  return flow
}

const week = { ...everyDay('10:00-20:00'), sun: [] }

// The chat begins on Monday, 23 November 2026, at 18:00 in Hong Kong.
eachChannel('opening hours', (start) => {
  it('a customer who writes on a closed Sunday is told so, and when the shop is back', async () => {
    const chat = await start(doorkeeper())
    await chat.admin.setsHours(week)
    await chat.user('hi')
    chat.bot('We are here.')
    await chat.passes({ hours: 6 * 24 })
    await chat.user('hi')
    chat.bot('We are closed. We are back Monday 10:00.')
    expect(await chat.replayed()).toBeUndefined()
  })

  it('a holiday is closed, and a day with other hours is open as it says', async () => {
    const chat = await start(doorkeeper())
    await chat.admin.setsHours(week, [
      { from: '2026-11-24', to: '2026-11-24', name: 'Stocktaking', hours: [] },
      { from: '2026-11-25', to: '2026-11-25', name: 'Sale', hours: hours('17:00-19:00') },
    ])
    await chat.user('hi')
    await chat.passes({ hours: 24 })
    await chat.user('hi')
    chat.bot('We are closed. We are back Wednesday 17:00.')
    await chat.passes({ hours: 24 })
    await chat.user('hi')
    chat.bot('We are here.')
  })

  it('“closed today” counts at once, and ends by itself', async () => {
    const chat = await start(doorkeeper())
    await chat.admin.setsHours(week)
    await chat.user('hi')
    chat.bot('We are here.')
    await chat.admin.closesToday({ reason: 'Typhoon' })
    await chat.user('hi')
    chat.bot('We are closed. We are back Tuesday 10:00.')
    await chat.passes({ hours: 17 })
    await chat.user('hi')
    chat.bot('We are here.')
    expect(await chat.replayed()).toBeUndefined()
  })

  it('“closed today” can be taken back, and closes a shop without hours too', async () => {
    const chat = await start(doorkeeper())
    await chat.user('hi')
    chat.bot('We are here.')
    await chat.admin.closesToday()
    await chat.user('hi')
    chat.bot('We are closed. We are back Tuesday 00:00.')
    await chat.admin.opensAgain()
    await chat.user('hi')
    chat.bot('We are here.')
  })

  it('who waits until it is open hears of it then; where it is closed after all, at the next opening', async () => {
    const flow = doorkeeper()
    const node = (id: string, type: string, config: object) => ({ id, type, position: { x: 0, y: 0 }, data: { config } })
    flow.nodes.push(node('wait', 'wait', { for: 'opening' }))
    flow.edges = flow.edges.map((edge) => (edge.target === 'back' ? { ...edge, target: 'wait' } : edge))
    flow.edges.push({ id: 'wait.here', source: 'wait', sourceHandle: 'next', target: 'here' })
    const chat = await start(flow)
    await chat.admin.setsHours(everyDay('19:00-20:00', '22:00-23:00'))
    await chat.user('hi')
    chat.bot()
    // Until nine in the evening in Hong Kong.
    await chat.admin.closesToday({ until: '2026-11-23T13:00:00.000Z' })
    await chat.passes({ hours: 3, minutes: 59 })
    chat.bot()
    await chat.passes({ minutes: 1 })
    chat.bot('We are here.')
    expect(await chat.replayed()).toBeUndefined()
  })

  it('what was said is said again in a replay, whatever the hours became', async () => {
    const chat = await start(doorkeeper())
    await chat.user('before there were hours')
    await chat.admin.setsHours(everyDay('08:00-12:00'))
    await chat.user('closed')
    chat.bot('We are closed. We are back Tuesday 08:00.')
    await chat.admin.setsHours(week)
    await chat.passes({ hours: 10 })
    await chat.admin.closesToday()
    await chat.restarts()
    await chat.user('closed again')
    chat.bot('We are closed. We are back Wednesday 10:00.')
    await chat.admin.setsHours(everyDay('00:00-24:00'))
    expect(await chat.replayed()).toBeUndefined()
  })
})
