import type { ContactFacts, ConversationState, Session } from '#schemas/conversation.ts'

/** Names every field, so that the compiler misses a new one. */
type Whole<T> = { [Field in keyof Required<T>]: T[Field] }

/**
 * A copy that a turn may change. Written out field by field: objects of one shape are read, copied and written as JSON the short
 * way, and there is a state in every turn. For the same reason a field is set to undefined, never deleted.
 */
export function copyState(state: ConversationState): ConversationState {
  const copy: Whole<ConversationState> = {
    workspaceId: state.workspaceId,
    conversationId: state.conversationId,
    channel: state.channel,
    address: state.address,
    thread: state.thread,
    owner: state.owner,
    status: state.status,
    language: state.language,
    contact: copyContact(state.contact),
    told: state.told,
    session: state.session && copySession(state.session),
    past: state.past,
    lastInboundAt: state.lastInboundAt,
    inbound: state.inbound,
    windowUntil: state.windowUntil,
    handOff: state.handOff,
    case: state.case,
    confirming: state.confirming,
    undelivered: state.undelivered,
    user: state.user,
    timers: state.timers,
  }
  return copy
}

function copyContact(contact: ContactFacts): ContactFacts {
  const copy: Whole<ContactFacts> = {
    id: contact.id,
    name: contact.name,
    phone: contact.phone,
    email: contact.email,
    language: contact.language,
    timeZone: contact.timeZone,
    birthday: contact.birthday,
    stage: contact.stage,
    fields: { ...contact.fields },
    tags: [...contact.tags],
    optedOut: contact.optedOut,
    consents: contact.consents,
  }
  return copy
}

function copySession(session: Session): Session {
  const copy: Whole<Session> = {
    id: session.id,
    flowId: session.flowId,
    version: session.version,
    startedAt: session.startedAt,
    variables: { ...session.variables },
    sensitive: session.sensitive,
    at: session.at,
    greeted: session.greeted,
    stack: [...session.stack],
    answers: [...session.answers],
  }
  return copy
}
