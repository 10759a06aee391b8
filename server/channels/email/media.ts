import type { Egress } from '../../egress/egress.ts'
import type { MediaAnswer, OpenChannel } from '../contract.ts'
import { awayTrouble, troubleOf } from './errors.ts'
import { type OpenMailbox, openMailbox } from './open-mailbox.ts'
import { placeOfMedia } from './read-mail.ts'

/** What providers take at most is 25 to 50 MB, and a third more as it travels. */
const maxBytes = 100 * 1024 * 1024

/** A file that came with a mail, from the mailbox that keeps it, by a connection of its own that ends with it. */
export async function openMedia(egress: Egress, channel: OpenChannel, mediaId: string): Promise<MediaAnswer> {
  const place = placeOfMedia(mediaId)
  if (!place) return { kind: 'gone' }
  let mailbox: OpenMailbox | undefined
  try {
    mailbox = await openMailbox(egress, channel, { readOnly: true })
    const { client, inbox } = mailbox
    // The numbers of another mailbox are of other mails.
    if (inbox.uidValidity !== place.uidValidity) return done(mailbox, { kind: 'gone' })
    const { meta, content } = (await client.download(String(place.uid), place.part, { uid: true })) ?? {}
    if (!content) return done(mailbox, { kind: 'gone' })
    if ((meta?.expectedSize ?? 0) > maxBytes) return done(mailbox, { kind: 'too-large' })
    content.once('close', () => client.close())
    return { kind: 'file', type: meta?.contentType ?? '', body: content }
  } catch (error) {
    mailbox?.client.close()
    return { kind: 'away', why: (troubleOf(error, 'imap') ?? awayTrouble('imap')).why }
  }
}

function done({ client }: OpenMailbox, answer: MediaAnswer): MediaAnswer {
  client.close()
  return answer
}
