import { cleanName } from '#schemas/clean-name.ts'
import type { ChannelEvent, IncomingContent, IncomingMessage, MediaKind, Sender, Thread } from '#schemas/message.ts'
import { addressIn, isSameAddress } from './address.ts'
import { isAutomatic } from './automatic.ts'
import { bounceOf } from './bounce.ts'
import { htmlToText } from './html-to-text.ts'
import type { Mail, MailFile } from './mail.ts'
import { idsIn } from './message-id.ts'
import { newWords } from './new-words.ts'

/**
 * What a mail says: one message, or as many as it has files, the first with the words; of a mail of ours that came back, that it did. A
 * mail that a program sent by itself, or we ourselves, says nothing. `account`: the channel's own address.
 */
export function decode(mail: Mail, channelId: string, account: string): ChannelEvent[] {
  const bounce = bounceOf(mail)
  if (bounce) return [bounce]
  const from = senderOf(mail)
  if (!from || isAutomatic(mail) || isSameAddress(from.externalId, account)) return []
  const { headers, at, digest } = mail
  const messageId = idsIn(headers.get('message-id'))[0]
  // Under its sender: nobody swallows another's mail by giving theirs the same id.
  const id = `${from.email}/${messageId ?? digest}`
  const answered = idsIn(headers.get('in-reply-to'))[0]
  const about: Omit<IncomingMessage, 'id' | 'content'> = {
    channelId,
    from,
    at,
    ...(answered ? { replyTo: answered } : {}),
    ...(messageId ? { thread: threadOf(headers, messageId) } : {}),
  }
  return contentsOf(mail).map((content, n) => ({
    kind: 'message',
    message: { id: n === 0 ? id : `${id}/${n}`, ...about, content },
  }))
}

function senderOf({ from }: Mail): Sender | undefined {
  const email = addressIn(from?.address)
  if (!email) return undefined
  // One person, however they write it; answered as they wrote it first.
  const externalId = email.toLowerCase()
  const name = cleanName(from?.name ?? '')
  return {
    externalId,
    ...(email === externalId ? {} : { address: email }),
    email,
    ...(name && !isSameAddress(name, email) ? { name } : {}),
  }
}

/** The first of a thread and the newest few lead every mail program to it; each stands in every turn. */
const newestKept = 3

function threadOf(headers: Mail['headers'], messageId: string): Thread {
  const before = idsIn(headers.get('references') ?? headers.get('in-reply-to')).filter((id) => id !== messageId)
  const references = before.length > newestKept ? [before[0] as string, ...before.slice(-newestKept)] : before
  const subject = cleanName(headers.get('subject') ?? '', longestSubject)
  return { messageId, ...(subject ? { subject } : {}), ...(references.length > 0 ? { references } : {}) }
}

const longestSubject = 200
/** As in our own widget. */
const longestText = 10_000
const mostFiles = 10

function contentsOf(mail: Mail): IncomingContent[] {
  const { headers, files } = mail
  const whole = mail.text?.trim() ? mail.text : htmlToText(mail.html ?? '')
  const sent = files.filter((file) => !isDecoration(file)).slice(0, mostFiles)
  // Of a mail that is nothing but quoted, all of it is meant; of one without a word, what it is about.
  const said = newWords(whole) || (sent.length > 0 ? '' : whole.trim() || cleanName(headers.get('subject') ?? '', longestSubject))
  const words = clipped(said)
  if (sent.length > 0) return sent.map((file, n) => ({ ...fileOf(file), ...(n === 0 && words ? { caption: words } : {}) }))
  return [words ? { kind: 'text', text: words } : { kind: 'unsupported', what: 'empty-mail' }]
}

/** The logo below every mail of a company is not sent by anybody. */
const isDecoration = ({ within, mimeType, size }: MailFile): boolean => within && mimeType.startsWith('image/') && size < 45_000

const clipped = (text: string): string => (text.length <= longestText ? text : `${text.slice(0, longestText - 1).trimEnd()}…`)

/** As long as file systems take, with its ending. */
const longestFileName = 255

function fileOf({ mediaId, mimeType, fileName }: MailFile): IncomingContent & { kind: 'media' } {
  const name = cleanName(fileName ?? '', longestFileName)
  return { kind: 'media', media: kindOf(mimeType), mediaId, mimeType, ...(name ? { fileName: name } : {}) }
}

function kindOf(mimeType: string): MediaKind {
  const kind = mimeType.split('/')[0]
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'document'
}
