import { createHash } from 'node:crypto'
import type { FetchMessageObject, MessageStructureObject } from 'imapflow'
import PostalMime, { type Attachment } from 'postal-mime'
import type { Mail, MailFile } from '#runtime/channels/email/mail.ts'
import type { Instant } from '#schemas/instant.ts'

/** What of a mail is read: its words come first, and what is sent along stays in the mailbox. */
export const longestSource = 2 * 1024 * 1024

/** Each costs its parser, whatever stands in it: of a mail that is nothing but line ends, all would be work for minutes. */
const mostLines = 5_000
/** Of all its parts together, in bytes. */
const longestHeaders = 128 * 1024

/** What of a mail is asked for. */
export const wanted = {
  uid: true,
  internalDate: true,
  bodyStructure: true,
  source: { maxLength: longestSource },
} as const

/** A mail as its parser reads it, up to its line 5,000. Never throws: of what cannot be read nothing stays. */
export async function readMail(source: Buffer, { at, files = [] }: { at: Instant; files?: MailFile[] }): Promise<Mail> {
  const digest = createHash('sha256').update(source).digest('base64url')
  const parsed = await new PostalMime({ attachmentEncoding: 'arraybuffer', maxNestingDepth: 32, maxHeadersSize: longestHeaders })
    .parse(firstLines(source))
    .catch(() => undefined)
  // A header that comes twice counts by its first.
  const headers = new Map((parsed?.headers ?? []).map(({ key, value }) => [key.toLowerCase(), value] as const).reverse())
  const { from, text, html, attachments = [] } = parsed ?? {}
  const status = textIn(attachments, 'message/delivery-status')
  const returned = textIn(attachments, 'message/rfc822') ?? textIn(attachments, 'text/rfc822-headers') ?? ''
  return {
    headers,
    from: from?.address ? { address: from.address, name: from.name } : undefined,
    text,
    html,
    at,
    digest,
    files,
    ...(status ? { report: { status, returned } } : {}),
  }
}

function firstLines(source: Buffer): Buffer {
  let end = 0
  for (let n = 0; n < mostLines; n++) {
    end = source.indexOf(10, end) + 1
    if (end === 0) return source
  }
  return source.subarray(0, end)
}

function textIn(attachments: readonly Attachment[], type: string): string | undefined {
  const content = attachments.find(({ mimeType }) => mimeType.toLowerCase() === type)?.content
  if (content === undefined) return undefined
  return typeof content === 'string' ? content : new TextDecoder().decode(content)
}

/** What is sent along with a mail of the mailbox, by where it is kept. */
export function filesIn({ uid, bodyStructure }: FetchMessageObject, uidValidity: bigint): MailFile[] {
  const files: MailFile[] = []
  const walk = (node: MessageStructureObject): void => {
    if (node.childNodes && !node.type.startsWith('message/')) {
      for (const child of node.childNodes) walk(child)
      return
    }
    const { type, part = '1', size = 0, disposition, dispositionParameters = {}, parameters = {}, id } = node
    const fileName = dispositionParameters.filename ?? parameters.name
    const isAttached = disposition?.toLowerCase() === 'attachment'
    // The mail's own words, and what belongs to a report or an invitation about it.
    if (!isAttached && /^(text\/(plain|html|calendar|rfc822-headers)|message\/|application\/pgp-signature)/.test(type)) return
    if (/^(application\/(pkcs7-signature|x-pkcs7-signature|pgp-signature|ms-tnef))$/.test(type)) return
    files.push({
      mediaId: mediaIdOf(uidValidity, uid, part),
      mimeType: type.toLowerCase(),
      fileName,
      size,
      within: !isAttached && Boolean(id),
    })
  }
  if (bodyStructure) walk(bodyStructure)
  return files
}

/** Where the mailbox keeps a file: a number of the mailbox's, which changes when it is made anew, that of the mail, and its part. */
const mediaIdOf = (uidValidity: bigint, uid: number, part: string): string => `${uidValidity}-${uid}-${part}`

export function placeOfMedia(mediaId: string): { uidValidity: bigint; uid: number; part: string } | undefined {
  const [, uidValidity, uid, part] = /^(\d{1,20})-(\d{1,12})-(\d{1,4}(?:\.\d{1,4}){0,20})$/.exec(mediaId) ?? []
  return uidValidity && uid && part ? { uidValidity: BigInt(uidValidity), uid: Number(uid), part } : undefined
}
