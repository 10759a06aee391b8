import createClient from 'openapi-fetch'
import type { components, paths } from './api'

type Flow = components['schemas']['Flow']
type MenuConfig = components['schemas']['NodeConfigs']['menu']

/** What a program of somebody else's does, with no types but those that were made from the description of the API. */
export async function story(origin: string, token: string) {
  const api = createClient<paths>({ baseUrl: origin, headers: { Authorization: `Bearer ${token}` } })

  const me = await api.GET('/api/v1/me')
  if (!me.data || !('token' in me.data)) throw new Error('a token is told that it is one')
  const w = me.data.workspaces[0]?.id ?? ''

  const menu: MenuConfig = {
    text: { en: 'How can we help?' },
    options: [
      { id: 'hours', label: { en: 'Opening hours' } },
      { id: 'other', label: { en: 'Something else' } },
    ],
  }
  const flow: Flow = {
    schemaVersion: 1,
    name: 'Help',
    languages: { default: 'en', offered: ['en'] },
    variables: [],
    nodes: [
      { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: { config: { trigger: 'any-message' } } },
      { id: 'menu', type: 'menu', position: { x: 0, y: 200 }, data: { config: menu } },
      { id: 'hours', type: 'send-message', position: { x: 300, y: 200 }, data: { config: { text: { en: 'From ten to ten.' } } } },
    ],
    edges: [
      { id: 'e1', source: 'start', sourceHandle: 'next', target: 'menu' },
      { id: 'e2', source: 'menu', sourceHandle: 'hours', target: 'hours' },
    ],
    notes: [],
    settings: { answerWindowSeconds: 86_400, reentry: { mode: 'always' }, commands: [], fallbackText: { en: 'One moment.' } },
  }
  const created = await api.POST('/api/v1/workspaces/{w}/flows', { params: { path: { w } }, body: { name: 'Help', flow } })
  if (!created.data) throw new Error(created.error.error.message)
  const { id: f, revision } = created.data

  // A stale revision is told with what was saved meanwhile.
  const stale = await api.PUT('/api/v1/workspaces/{w}/flows/{f}/draft', {
    params: { path: { w, f } },
    body: { revision: revision + 1, flow },
  })
  const refused = stale.error?.error
  const savedRevision = refused?.code === 'stale-revision' ? refused.details.revision : undefined

  const published = await api.POST('/api/v1/workspaces/{w}/flows/{f}/publish', { params: { path: { w, f } }, body: { revision } })
  const channel = await api.POST('/api/v1/workspaces/{w}/channels', {
    params: { path: { w } },
    body: { kind: 'web-chat', name: 'Website', settings: { title: 'Shop', accent: '#0f766e', origins: [], language: 'en' } },
  })
  if (channel.data?.kind !== 'web-chat') throw new Error('the channel is a web chat')

  const visitor = createClient<paths>({ baseUrl: origin, headers: { Authorization: `Bearer ${'v'.repeat(43)}` } })
  const chat = { params: { path: { channelId: channel.data.id } } }
  await visitor.POST('/chat/{channelId}/messages', { ...chat, body: { clientId: 'm1', text: 'hi' } })
  const answer = await visitor.POST('/chat/{channelId}/messages', {
    ...chat,
    body: { clientId: 'm2', choice: { id: 'hours', label: 'Opening hours' } },
  })
  const said = answer.data?.messages.flatMap(({ message }) => (message.kind === 'text' ? [message.text] : []))

  const statistics = async () => {
    const { data } = await api.GET('/api/v1/workspaces/{w}/flows/{f}/statistics', { params: { path: { w, f } } })
    return { started: data?.started, outputs: data?.nodes.menu?.outputs }
  }
  return {
    role: me.data.workspaces[0]?.role,
    title: channel.data.settings.title,
    version: published.data?.version,
    revision,
    savedRevision,
    said,
    statistics,
  }
}
