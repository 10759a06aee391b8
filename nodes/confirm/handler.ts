import type { IncomingContent } from '#schemas/message.ts'
import { type LocalisedText, pickText } from '#schemas/text.ts'
import { cleaned } from '../clean.ts'
import { go, handle, type Outcome, type Says, type Visit, wait } from '../contract.ts'
import { readEmail } from '../read-email.ts'
import { readPhone } from '../read-phone.ts'
import { saying } from '../say.ts'
import { notValid } from '../words.ts'
import { defaultCodeTries, defaultValidSeconds } from './description.ts'
import type { ConfirmConfig } from './schema.ts'
import { message, notRight, sent } from './words.ts'

type ConfirmVisit = Visit<ConfirmConfig>

/** What is remembered while the code is on its way: not the code, which nobody but the server can make. */
interface OnItsWay {
  to: string
  key: string
  until: string
}

export const handler = handle<ConfirmConfig>({
  enter(visit) {
    const { config, contact } = visit
    const known = contact[config.about]
    return known ? send(visit, known, 0) : ask(visit, saying(visit, config.text), 0)
  },
  resume(visit, event) {
    if (event.kind === 'timeout') return go('expired')
    const tries = Number(visit.memory.tries ?? 0)
    const onItsWay = onItsWayIn(visit)
    if (onItsWay) return check(visit, onItsWay, event.content, tries)
    const address = addressIn(visit, event.content)
    if (address) return send(visit, address, tries)
    if (isOver(visit, tries)) return go('wrong')
    return ask(visit, saying(visit, notValid[visit.config.about]), tries + 1)
  },
})

/** Why no code could be sent. */
const whys = {
  'no-channel': { code: 'no-channel' },
  'no-template': { code: 'no-template' },
  'too-many': { code: 'too-many' },
  'not-taken': { code: 'not-taken' },
} as const

const isOver = ({ config }: ConfirmVisit, tries: number): boolean => tries >= (config.tries ?? defaultCodeTries)

const secondsOf = ({ config }: ConfirmVisit): number => config.validSeconds ?? defaultValidSeconds

const ask = (visit: ConfirmVisit, say: NonNullable<Says['say']>, tries: number): Outcome =>
  wait({ seconds: secondsOf(visit), memory: { tries } }, { say })

/** Sends a code there; the same one, should this turn be taken again. */
async function send(visit: ConfirmVisit, to: string, tries: number): Promise<Outcome> {
  const { config, services, channel } = visit
  const key = services.idempotencyKey()
  const minutes = String(Math.round(secondsOf(visit) / 60))
  const answer = await services.ask('sendCode', {
    about: config.about,
    to,
    key,
    words: words(visit, message).replace('{minutes}', minutes),
    channelId: channel.id,
    ...(config.template ? { template: config.template } : {}),
    ...(config.templateLanguage ? { templateLanguage: config.templateLanguage } : {}),
  })
  if (!answer.sent) return go('cannot-send', { note: whys[answer.why] })
  const until = new Date(Date.parse(services.now()) + secondsOf(visit) * 1000).toISOString()
  const own = saying(visit, config.sentText)
  const text = own.length > 0 ? own : [{ kind: 'text' as const, text: words(visit, sent).replace('{to}', to) }]
  // Only while the flow is tried, and in the demo: nothing is sent there.
  const shown = answer.shown === undefined ? [] : [{ kind: 'text' as const, text: `⟨${answer.shown}⟩` }]
  return wait({ until, memory: { tries, to, key, until } }, { say: [...text, ...shown] })
}

/** Whatever is typed here may be the code: it is not repeated where people read. */
async function check(
  visit: ConfirmVisit,
  { to, key, until }: OnItsWay,
  content: IncomingContent,
  tries: number,
): Promise<Outcome> {
  const { config, services } = visit
  const typed = content.kind === 'text' ? (/\d[\d\s-]{4,10}\d/.exec(cleaned(content.text))?.[0] ?? '').replace(/\D/g, '') : ''
  const { right } = typed.length === 6 ? await services.ask('checkCode', { to, key, typed }) : { right: false }
  if (right)
    return go('confirmed', {
      hidden: true,
      effects: [
        { kind: 'set-contact', contact: { [config.about]: to } },
        { kind: 'prove', about: config.about, value: config.about === 'email' ? to.toLowerCase() : to, how: 'code' },
      ],
    })
  if (isOver(visit, tries)) return go('wrong', { hidden: true })
  // A slip in the address is mended by writing it again.
  const other = addressIn(visit, content)
  if (other && other !== to) return send(visit, other, tries + 1)
  return wait({ until, memory: { tries: tries + 1, to, key, until } }, { hidden: true, say: saying(visit, notRight) })
}

function addressIn({ config, country }: ConfirmVisit, content: IncomingContent): string | null {
  if (content.kind !== 'text') return null
  return config.about === 'email' ? readEmail(content.text) : readPhone(content.text, country)
}

function onItsWayIn({ memory: { to, key, until } }: ConfirmVisit): OnItsWay | undefined {
  return typeof to === 'string' && typeof key === 'string' && typeof until === 'string' ? { to, key, until } : undefined
}

const words = ({ language, languages }: ConfirmVisit, text: LocalisedText): string =>
  pickText(text, language, languages.default) || (text.en as string)
