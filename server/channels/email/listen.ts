import { setImmediate, setTimeout } from 'node:timers/promises'
import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { decode } from '#runtime/channels/email/decode.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelEvent } from '#schemas/message.ts'
import type { Egress } from '../../egress/egress.ts'
import type { Deaf, Ears, Heard, OpenChannel } from '../contract.ts'
import { awayTrouble, troubleOf } from './errors.ts'
import { type OpenMailbox, openMailbox } from './open-mailbox.ts'
import { filesIn, readMail, wanted } from './read-mail.ts'
import type { Pace } from './sender-pace.ts'

/** How far a mailbox has been read. Numbers of mails count in one `uidValidity` of one account only. */
interface Place extends Heard {
  account: string
  uidValidity: string
  /** The last mail that was taken. */
  uid: number
  /** When it was listened to for the first time: what is older is nobody's question any more. */
  since: string
}

/** So many mails are read together, and kept together. */
const mostTogether = 20
const soonestMs = 1_000
const day = 86_400_000
/** The clock of a mail server may go behind ours. */
const slack = 10 * 60_000

/**
 * Reads a mailbox for as long as its connection lasts: what came since, then whatever comes. A mail is marked as read once it is durable,
 * and read again until it is marked, whenever the process ends; one that is not answered (a newsletter, a report, our own) stays as it is, for people to see in the mailbox.
 */
export async function listen(egress: Egress, channel: OpenChannel, ears: Ears, pace: Pace): Promise<Deaf | undefined> {
  let lost: unknown
  let mailbox: OpenMailbox | undefined
  try {
    mailbox = await openMailbox(egress, channel, {
      readOnly: false,
      over: ears.over,
      lost: (error) => {
        lost ??= error
      },
    })
    const { client } = mailbox
    const news = newsOf(client, ears.over)
    let place = await placeIn(mailbox, channel, ears)
    await ears.opened()
    while (!ears.over.aborted && client.usable) {
      news.read()
      place = await takeAll(client, channel, ears, place, pace)
      if (news.isUnread()) continue
      const began = performance.now()
      await Promise.race([client.idle(), news.next()])
      // A server that ends every IDLE at once is asked no faster.
      if (!news.isUnread() && performance.now() - began < soonestMs) await setTimeout(soonestMs, undefined, { ref: false })
    }
    if (ears.over.aborted) return undefined
    throw lost ?? new Error('the connection was closed')
  } catch (error) {
    if (ears.over.aborted) return undefined
    const { why: _, ...deaf } = troubleOf(error, 'imap') ?? troubleOf(lost, 'imap') ?? awayTrouble('imap')
    return deaf
  } finally {
    mailbox?.client.close()
  }
}

/** That the mailbox has something new, the connection is gone, or nobody listens any more. */
function newsOf(client: ImapFlow, over: AbortSignal) {
  let unread = false
  let tell = (): void => {}
  const ring = (): void => {
    unread = true
    tell()
  }
  client.on('exists', ring)
  client.on('close', ring)
  over.addEventListener('abort', ring, { once: true })
  return {
    read: () => {
      unread = false
    },
    isUnread: () => unread,
    next: () =>
      new Promise<void>((resolve) => {
        tell = resolve
        if (unread) resolve()
      }),
  }
}

/** Where to go on. A mailbox that is heard for the first time begins at its end; nobody waits for an answer to what is older. */
async function placeIn({ inbox }: OpenMailbox, { settings }: OpenChannel, ears: Ears): Promise<Place> {
  const account = `${settings.imapHost} ${settings.imapUser}`
  const uidValidity = String(inbox.uidValidity)
  const before = ears.heard as Place | undefined
  if (before?.account === account && before.uidValidity === uidValidity) return before
  const isSame = before?.account === account
  const now = instantAt(ears.now())
  // A mailbox that was made anew has numbered its mails anew: those since are looked at again, and those that were taken are known.
  const place: Place = isSame ? { ...before, uidValidity, uid: 0 } : { account, uidValidity, uid: inbox.uidNext - 1, since: now }
  await ears.goOn(place)
  return place
}

async function takeAll(client: ImapFlow, channel: OpenChannel, ears: Ears, from: Place, pace: Pace): Promise<Place> {
  let place = from
  const uids = await uidsAfter(client, place)
  for (let at = 0; at < uids.length && !ears.over.aborted; at += mostTogether) {
    const some = uids.slice(at, at + mostTogether)
    const mails = await client.fetchAll(some.join(), wanted, { uid: true })
    const told: ChannelEvent[][] = []
    for (const mail of mails) {
      told.push(await eventsOf(client, channel, mail, place))
      // Reading one is work without a pause, whoever wrote it; everybody else's messages get their turn in between.
      await setImmediate()
    }
    const events: ChannelEvent[] = []
    const taken: number[] = []
    const senders: string[] = []
    for (const [i, said] of told.entries()) {
      const [first] = said
      const sender = first?.kind === 'message' ? `${channel.id} ${first.message.from.externalId}` : undefined
      if (!first || (sender && !pace.admits(sender, ears.now()))) continue
      events.push(...said)
      taken.push((mails[i] as FetchMessageObject).uid)
      if (sender) senders.push(sender)
    }
    await ears.tell(events)
    if (taken.length > 0) {
      await client.messageFlagsAdd(taken.join(), ['\\Seen'], { uid: true })
      // A connection that is gone has marked nothing, and does not say so: these are told again, and marked then.
      if (!client.usable) throw new Error('the connection was closed')
    }
    place = { ...place, uid: Math.max(place.uid, ...some) }
    await ears.goOn(place)
    for (const sender of senders) pace.taken(sender, ears.now())
  }
  return place
}

/** The numbers of the mails that were not taken yet, in order. */
async function uidsAfter(client: ImapFlow, { uid, since }: Place): Promise<number[]> {
  // Of a mailbox numbered anew, only what is as new as its first hearing; days are the server's.
  const query = uid === 0 ? { since: new Date(Date.parse(since) - day) } : { uid: `${uid + 1}:*` }
  const found = (await client.search(query, { uid: true })) || []
  // `n:*` always holds the last one.
  return found.filter((one) => one > uid).sort((a, b) => a - b)
}

async function eventsOf(
  { mailbox }: ImapFlow,
  channel: OpenChannel,
  mail: FetchMessageObject,
  { since }: Place,
): Promise<ChannelEvent[]> {
  if (!mail.source || !mailbox) return []
  const at = new Date(mail.internalDate ?? since).getTime()
  if (at < Date.parse(since) - slack) return []
  const read = await readMail(mail.source, { at: instantAt(at), files: filesIn(mail, mailbox.uidValidity) })
  return decode(read, channel.id, String(channel.settings.address))
}
