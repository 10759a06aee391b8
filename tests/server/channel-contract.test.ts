import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dialects } from '#runtime/channels/dialects.ts'
import { render } from '#runtime/render.ts'
import { type ChannelKind, channelKinds, type OutgoingMessage } from '#schemas/message.ts'
import { compileValidator } from '#schemas/validate.ts'
import type { DoorRequest, OpenChannel } from '#server/channels/contract.ts'
import { channelRegistry } from '#server/channels/registry.ts'
import { createEgress } from '#server/egress/egress.ts'

const now = '2026-11-23T10:00:00.000Z'
// Nothing behind it answers: nobody listens on these ports of this machine.
const registry = channelRegistry(createEgress({ allowPrivate: ['127.0.0.1:9', '127.0.0.1:1024'] }))

const nowhere = (setting: string): string => {
  if (setting === 'apiBaseUrl') return 'http://127.0.0.1:9'
  if (setting.endsWith('Host')) return '127.0.0.1'
  return setting.endsWith('Port') ? '1024' : '1'
}
/** A file that a customer sent, in the words of its channel. */
const files: Partial<Record<ChannelKind, string>> = { email: '1-1-2' }

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
const url = fc.constant('https://shop.example/file')
const message = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6000 }) }),
  fc.record({
    kind: fc.constant('choices' as const),
    text,
    choices: fc.uniqueArray(fc.record({ id: text, label: text }), { minLength: 1, maxLength: 12, selector: ({ id }) => id }),
  }),
  fc.record({
    kind: fc.constant('media' as const),
    media: fc.constantFrom('image', 'video', 'audio', 'document'),
    url,
    caption: text,
  }),
) as fc.Arbitrary<OutgoingMessage>

/** What everybody asks of a channel, whichever it is. */
describe.each(channelKinds)('the channel %s', (kind) => {
  const dialect = dialects[kind]
  const io = registry.get(kind)
  if (!io) throw new Error(`no IO half of ${kind}`)
  const { schema, secrets, readable, sentTo = {}, account } = io.settingsSchema
  const properties = schema.properties as Record<string, unknown>
  const channel: OpenChannel = {
    id: 'ch1',
    kind,
    settings: Object.fromEntries(Object.keys(properties).map((name) => [name, nowhere(name)])),
    secrets: Object.fromEntries(secrets.map((name) => [name, `the ${name}`])),
  }

  it('has two halves that name one kind, and sends only what it can say in the vendor’s dialect', () => {
    expect(dialect.capabilities.kind).toBe(kind)
    expect(Boolean(io.send)).toBe(Boolean(dialect.encode))
    expect(Boolean(io.cue)).toBe(Boolean(dialect.encodeCue))
    expect(Boolean(io.templates)).toBe(Boolean(dialect.capabilities.templates))
    // A vendor calls, it is listened to, or people come to the house themselves.
    expect([io.receive, io.listen, io.links].filter(Boolean)).toHaveLength(1)
  })

  it('says which of its settings are secret, readable, and the account’s, by names that its schema has', () => {
    expect(() => compileValidator(schema)).not.toThrow()
    const named = [...secrets, ...readable, ...Object.entries(sentTo).flat(), ...(account ? [account] : [])]
    expect(named.filter((name) => !Object.hasOwn(properties, name))).toEqual([])
    expect(secrets.filter((name) => readable.includes(name))).toEqual([])
  })

  it('gives both speakers a window that a later message never shortens', () => {
    const { closes, of } = dialect.window
    expect(Object.values(of({}, now)).map(({ may }) => may)).toEqual(['anything', 'anything'])
    const closing = closes(now)
    if (!closing) return
    expect(closing > now && (closes('2026-11-23T10:00:01.000Z') ?? '') > closing).toBe(true)
    expect(Object.values(of({ windowUntil: closing }, now))).toEqual([
      { may: 'anything', until: closing },
      { may: 'anything', until: closing },
    ])
    const late = dialect.capabilities.templates ? 'templates' : 'nothing'
    expect(Object.values(of({ windowUntil: closing }, closing)).map(({ may }) => may)).toEqual([late, late])
  })

  it('can say everything that is drawn for it, as JSON', () => {
    const { capabilities, encode } = dialect
    fc.assert(
      fc.property(message, (said) => {
        const calls = render(said, capabilities).drawn.map((drawn) => encode?.(drawn, '4242', { ourId: 'c1.00000001.0' }) ?? {})
        expect(JSON.parse(JSON.stringify(calls))).toEqual(calls)
        expect(calls.length).toBeGreaterThan(0)
      }),
      { numRuns: 100 },
    )
  })

  it.runIf(io.cue)('says just those cues that it shows, and shows nothing where its vendor is away', async () => {
    const { encodeCue, capabilities } = dialect
    const calls = (['typing', 'read'] as const).map((cue) => encodeCue?.(cue, '4242', 'their-message'))
    expect(calls.map(Boolean)).toEqual([Boolean(capabilities.cues?.typing), Boolean(capabilities.cues?.read)])
    for (const call of calls) if (call) expect(await io.cue?.(channel, call)).toBeUndefined()
  })

  it.runIf(io.receive)('takes nothing that is not signed, whatever comes, and never throws', () => {
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST'),
      url: fc.webUrl({ withQueryParameters: true }),
      headers: fc.dictionary(
        fc.constantFrom('x-hub-signature-256', 'x-telegram-bot-api-secret-token', 'content-type'),
        fc.string(),
      ),
      rawBody: fc.oneof(
        fc.json().map((body) => Buffer.from(body)),
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      ),
    }) as fc.Arbitrary<DoorRequest>
    fc.assert(
      fc.property(request, (asked) => {
        const received = io.receive?.(asked, channel, now)
        if (received && 'events' in received) expect([received.events, received.answer?.status]).toEqual([[], 403])
      }),
    )
  })

  it.runIf(io.listen)('whose vendor is away hears nothing, says so in a sentence, and never throws', async () => {
    const told: unknown[] = []
    const ears = {
      heard: undefined,
      opened: async () => void told.push('opened'),
      tell: async (...all: unknown[]) => void told.push(all),
      goOn: async (...all: unknown[]) => void told.push(all),
      now: () => Date.parse(now),
      over: new AbortController().signal,
    }
    expect(await io.listen?.(channel, ears)).toEqual({
      reason: expect.objectContaining({ code: 'unreachable' }),
    })
    expect(told).toEqual([])
  })

  it.runIf(io.send)('whose vendor is away fails with a code, to be tried again, and never throws', async () => {
    const call = dialect.encode?.({ kind: 'text', text: 'Hello' }, '4242', { ourId: 'c1.00000001.0' }) ?? {}
    expect(await io.send?.(channel, call)).toEqual({
      ok: false,
      retry: true,
      why: { code: 'unreachable' },
    })
    if (dialect.capabilities.files) {
      const file = { name: 'a.png', type: 'image/png', bytes: Buffer.from('a picture') }
      const drawn = { kind: 'media', media: 'image', url: '/files/f', fileId: '' } as const
      const along = dialect.encode?.(drawn, '4242', { ourId: 'c1.00000001.0' }) ?? {}
      expect(await io.send?.(channel, along, file)).toEqual({ ok: false, retry: true, why: { code: 'unreachable' } })
    }
    if (io.templates) expect(await io.templates(channel)).toMatchObject({ ok: false })
    expect(await io.test?.(channel)).toMatchObject({
      works: false,
      found: expect.arrayContaining([expect.objectContaining({ code: 'unreachable' })]),
    })
    if (io.media) expect(await io.media(channel, files[kind] ?? 'file1')).toMatchObject({ kind: 'away' })
  })
})
