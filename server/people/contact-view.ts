import type { ContactDetail, ContactRow } from '#schemas/api/contacts.ts'
import { sourcesOf } from './came-by.ts'
import type { ContactDoc, IdentityDoc } from './collections.ts'

/** A person as the list says them. */
export function rowOf(contact: ContactDoc): ContactRow {
  const { _id, name, phone, email, language, timeZone, birthday, stage, fields, tags, optedOut } = contact
  const { channels = [], firstSeenAt, lastSeenAt } = contact
  const known = language ?? fields.language
  return {
    id: _id,
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(typeof known === 'string' && { language: known }),
    ...(timeZone !== undefined && { timeZone }),
    ...(birthday !== undefined && { birthday }),
    ...(stage !== undefined && { stage }),
    fields,
    tags,
    ...(optedOut !== undefined && { optedOut }),
    channels,
    firstSeenAt,
    lastSeenAt,
  }
}

type Chat = ContactDetail['conversations'][number]

/** A person as their page says them, with their ids and chats. */
export function detailOf(contact: ContactDoc, chats: Chat[], identities: IdentityDoc[]): ContactDetail {
  const { revision = 0 } = contact
  const chatOf = new Map(chats.map((chat) => [chat.id, chat]))
  return {
    ...rowOf(contact),
    ...sourcesOf(contact),
    identities: identities.flatMap(({ _id, conversationId, link, contactId }) => {
      const chat = chatOf.get(conversationId)
      if (!chat) return []
      const address = addressIn(_id, chat)
      return [
        {
          id: _id,
          channel: chat.channel,
          ...(address && { address }),
          conversationId,
          linked: contactId ? 'joined' : (link ?? 'first'),
        },
      ]
    }),
    conversations: chats,
    revision,
  }
}

/** What people call an id of a channel; a web chat’s says nothing to anybody, and a hashed one neither. */
function addressIn(identity: string, { channel }: Chat): string | undefined {
  const external = identity.slice(identity.indexOf(':') + 1)
  return channel.kind === 'web-chat' || external.startsWith('#') ? undefined : external
}
