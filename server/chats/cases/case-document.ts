import { usualQuietHours } from '#schemas/api/accounts.ts'
import { caseId } from '#schemas/case.ts'
import { secondsAfter } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import type { EngineParts } from '../../engine/parts.ts'
import type { CaseDoc } from '../collections.ts'

/** The turns of a conversation, in order, in which something of a case changed: of each case the newest. */
export function newsOfCases(line: readonly Turn[]): Turn[] {
  const newest = new Map<number, Turn>()
  for (const turn of line) if (turn.state.case?.turn === turn.number) newest.set(turn.state.case.number, turn)
  return [...newest.values()]
}

/** What a turn says of its newest case; undefined where a field must not be there. */
export function caseView({ state: { case: is }, at }: Turn, quietHours: number) {
  if (!is) throw new Error('there is no case in this turn')
  const { answeredAt, repliedAt, repliedBy, handOffs = 0, reopened = 0, closed, turn } = is
  const { at: closedAt, ...closing } = closed ?? {}
  return {
    status: closed ? ('closed' as const) : ('open' as const),
    answeredAt,
    repliedAt,
    repliedBy,
    handOffs,
    reopened,
    closedAt,
    closing: closed && (closing as CaseDoc['closing']),
    turn,
    // Whatever was heard or said since moves it on when it is looked at, not before: a message writes nothing here.
    quietAt: closed ? undefined : secondsAfter(at, quietHours * 3600),
  } satisfies Partial<CaseDoc>
}

/** The document of a turn's newest case. */
export function caseDocument(turn: Turn, quietHours: number): CaseDoc {
  const { state, workspaceId } = turn
  const { number, openedAt, openedBy, lifted } = state.case as NonNullable<typeof state.case>
  const { conversationId, channel, contact } = state
  return {
    _id: caseId(conversationId, number),
    workspaceId,
    conversationId,
    contactId: contact.id,
    channelId: channel.id,
    channelKind: channel.kind,
    number,
    openedAt,
    ...(openedBy ? { openedBy } : {}),
    ...(lifted ? { lifted } : {}),
    ...caseView(turn, quietHours),
  }
}

/** After how many hours without a word a case of this workspace is over. */
export async function quietHoursOf({ timeZones }: Pick<EngineParts, 'timeZones'>, workspaceId: string): Promise<number> {
  return (await timeZones.place(workspaceId)).closeAfterQuietHours ?? usualQuietHours
}
