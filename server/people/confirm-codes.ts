import { createHmac, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Questions } from '#nodes/contract.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { filledIn, placeKey, templateText } from '#schemas/message-template.ts'
import { type ChannelRegistry, channelsOf, ioOf, listTemplates, opened } from '../channels/index.ts'
import type { Services } from '../engine/parts.ts'
import type { Secrets } from '../secret-key.ts'
import type { Store } from '../store/contract.ts'

interface Parts {
  store: Store
  channels: ChannelRegistry
  secrets: Secrets
  now(): number
}

type SendCode = Questions['sendCode']

/** So many codes go to one address in so many ms: nobody's mailbox is filled by somebody who types their address. */
const mostCodes = 4
const spanMs = 15 * 60_000

/**
 * Codes of six digits that are sent to an address to see whether it is somebody's own. A code follows from the server's secret, the visit
 * and the address: it is kept nowhere, and a turn that is taken again sends the same one.
 */
export function confirmCodes(parts: Parts): Pick<Services, 'sendCode' | 'checkCode'> {
  const { store, channels: registry, secrets, now } = parts
  const sentTo = new LRUCache<string, number[]>({ max: 10_000 })

  const codeOf = (workspaceId: string, { key, to }: { key: string; to: string }): string => {
    const made = createHmac('sha256', secrets.derive(`codes that confirm ${workspaceId}`))
      .update(`${key}\n${to}`)
      .digest()
    return String(made.readUInt32BE(0) % 1_000_000).padStart(6, '0')
  }
  const isTooMuch = (workspaceId: string, to: string): boolean => {
    const whom = `${workspaceId} ${to.toLowerCase()}`
    const lately = (sentTo.get(whom) ?? []).filter((at) => Math.abs(now() - at) < spanMs)
    if (lately.length >= mostCodes) return true
    sentTo.set(whom, [...lately, now()])
    return false
  }

  async function send(input: SendCode['input'], workspaceId: string): Promise<SendCode['answer']> {
    const { about, to, key, words, channelId, template, templateLanguage } = input
    const all = await channelsOf(store, workspaceId)
    const code = codeOf(workspaceId, { key, to })
    // A flow that is tried is on no channel of the workspace.
    const chat = all.find(({ _id }) => _id === channelId)
    if (!chat || chat.demo) return { sent: true, shown: code }
    const kind = about === 'email' ? 'email' : 'whatsapp'
    const from = all.find((channel) => channel.kind === kind && !channel.demo)
    const io = from && ioOf(registry, from)
    const { encode } = dialects[kind]
    if (!from || !io?.send || !encode) return { sent: false, why: 'no-channel' }
    if (isTooMuch(workspaceId, to)) return { sent: false, why: 'too-many' }
    const text = words.replace('{code}', code)
    const about_ = { ourId: `code.${key}`, by: 'flow' as const }
    if (kind === 'email') {
      const taken = await io.send(opened(from, secrets.open), encode({ kind: 'text', text }, to, about_))
      return taken.ok ? { sent: true } : { sent: false, why: 'not-taken' }
    }
    const known = await listTemplates(parts, workspaceId, from._id).catch(() => ({ items: [] }))
    const approved = known.items.find(
      ({ name, state, language }) =>
        name === template && state === 'approved' && (templateLanguage === undefined || language === templateLanguage),
    )
    // Of a template for codes every place is the code: in its words, and behind its button.
    const values = Object.fromEntries((approved?.places ?? []).map((place) => [placeKey(place), code]))
    const filled = approved && filledIn(approved, values)
    if (!approved || !filled || 'empty' in filled) return { sent: false, why: 'no-template' }
    const { name, language } = approved
    const message = {
      kind: 'template' as const,
      template: { name, language, parameters: filled.parameters },
      text: templateText(approved, values),
    }
    const taken = await io.send(opened(from, secrets.open), encode(message, to.replace(/^\+/, ''), about_))
    return taken.ok ? { sent: true } : { sent: false, why: 'not-taken' }
  }

  return {
    sendCode: { outside: true, ask: send },
    checkCode: {
      ask: ({ typed, ...of }, workspaceId) => {
        const [given, made] = [typed, codeOf(workspaceId, of)].map((code) => Buffer.from(code))
        return Promise.resolve({ right: given?.length === made?.length && timingSafeEqual(given as Buffer, made as Buffer) })
      },
    },
  }
}
