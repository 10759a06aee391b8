import { caseId } from '#schemas/case.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Projection } from '../../engine/parts.ts'
import { changeTo, type Move, moveForward } from '../../engine/projections/move-forward.ts'
import { type CaseDoc, cases } from '../collections.ts'
import { caseDocument, caseView, newsOfCases, quietHoursOf } from './case-document.ts'

/** The cases of conversations: written as one opens, is first answered, handed over or closed; any other message writes nothing. */
export const projectCases: Projection = async ({ store, timeZones }, { remembered }) => {
  const news = remembered.flatMap((line) => newsOfCases(line).map((turn) => ({ turn, from: (line[0] as Turn).number })))
  const moves = news.map(async ({ turn, from }): Promise<Move<CaseDoc>> => {
    const hours = await quietHoursOf({ timeZones }, turn.workspaceId)
    const is = turn.state.case as NonNullable<Turn['state']['case']>
    return {
      id: caseId(turn.state.conversationId, is.number),
      turn: is.turn,
      begins: is.first >= from,
      made: () => caseDocument(turn, hours),
      change: () => changeTo(caseView(turn, hours), {}),
    }
  })
  await moveForward(store.collection(cases), await Promise.all(moves))
}
