import { expect, it } from 'vitest'
import { jobInputs, jobs } from '#server/jobs/collections.ts'
import { anInbox } from './support/an-inbox.ts'
import { waits } from './support/inbox-page.ts'

it('an owner sees what goes on in the background, how far it is and what came of it, and stops it', async ({
  skip,
  onTestFinished,
}) => {
  const inbox = await anInbox()
  if (!inbox) return skip()
  onTestFinished(() => inbox.close())
  const page = await inbox.agent('Ada L.', 'settings/jobs')
  await page.getByText('Nothing in the background').waitFor()
  for (const name of ['Ann', 'Bo']) await waits(inbox, name.toLowerCase(), name)
  const w = `/workspaces/${inbox.workspaceId}`
  const waiting = async () => (await inbox.call<{ counts: { waiting: number } }>('GET', `${w}/conversations?view=waiting`)).counts
  await expect.poll(waiting).toMatchObject({ waiting: 2 })
  await inbox.call('POST', `${w}/closings`, { view: 'waiting' })
  // The live line tells: nobody asks again.
  const closed = page.getByRole('row', { name: /Closing chats.*Ada L\..*2 of 2/ })
  await closed.getByText('Done').waitFor()
  expect(await closed.getByRole('button').count()).toBe(0)

  const { store } = inbox
  const of = { _id: 'later', workspaceId: inbox.workspaceId, expiresAt: '2099-01-01T00:00:00.000Z' }
  await store.collection(jobInputs).insert({ ...of, input: { conversationIds: [] } })
  const [before] = (await store.collection(jobs).find({})).items
  const begun = { kind: 'close-chats', state: 'queued' as const, of: 400, done: 120, report: {}, attempts: 0, fence: 0 }
  await store
    .collection(jobs)
    .insert({ ...of, ...begun, by: before?.by ?? '', dueAt: '2098-01-01T00:00:00.000Z', createdAt: '2098-01-01T00:00:00.000Z' })
  const later = page.getByRole('row', { name: /120 of 400/ })
  await later.getByText('Waiting').waitFor()
  await later.getByRole('button', { name: 'Stop: Closing chats' }).click()
  await later.getByText('Stopped').waitFor()
}, 240_000)
