import type { TimelineEntry } from '#schemas/api/contacts.ts'
import type { Turn } from '#schemas/turn.ts'
import { belongs, rowsOf } from '../chats/index.ts'
import { turns } from '../engine/collections.ts'
import { markOfPerson } from '../engine/turns/marks.ts'
import type { Filter } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import type { TimelineAsked } from './timeline-source.ts'

/** What turns say beside their cases: notes, ratings, what was sent unasked. Found by a mark that such a turn has. */
export async function markedTurns({ store, who, names, contactIds, until, limit }: TimelineAsked): Promise<TimelineEntry[]> {
  const docs = inWorkspace(store, turns, who.workspaceId)
  const upTo: Filter = until === undefined ? {} : { at: { $lte: until } }
  const pages = await Promise.all(
    contactIds.map((id) => docs.find({ marks: markOfPerson(id), ...upTo }, { sort: { at: -1 }, limit })),
  )
  const items = pages.flatMap((page) => page.items)
  const rows = await rowsOf(store, [...new Set(items.map(({ state }) => state.conversationId))])
  const seen = new Set(rows.filter((row) => belongs(who, row)).map(({ _id }) => _id))
  return items
    .filter(({ state }) => seen.has(state.conversationId))
    .flatMap((turn) => {
      const { _id: id, at, number, state } = turn
      const channel = { ...state.channel, name: names.channel(state.channel.id) ?? state.channel.kind }
      return toldIn(turn, (agentId) => ({ id: agentId, name: names.agent(agentId) ?? '' })).map((told) => ({
        id,
        at,
        channel,
        conversationId: state.conversationId,
        turn: number,
        ...told,
      }))
    })
}

type Told = Pick<TimelineEntry, 'kind' | 'by' | 'text' | 'values'>

function toldIn({ event, say, state }: Turn, nameOf: (agentId: string) => NonNullable<TimelineEntry['by']>): Told[] {
  if (event.kind === 'agent' && event.action.do === 'note')
    return [{ kind: 'note', text: event.action.text, by: nameOf(event.agentId) }]
  if (event.kind === 'send') return say.map(({ message }) => ({ kind: 'sent', text: textOf(message), by: nameOf(event.by) }))
  if (event.kind === 'message') {
    const answer = state.session?.answers.at(-1)
    return [{ kind: 'rated', ...(answer && { text: answer.value, values: { question: answer.label } }) }]
  }
  return []
}

const textOf = (message: Turn['say'][number]['message']): string =>
  message.kind === 'media' ? (message.caption ?? message.fileName ?? message.media) : message.text
