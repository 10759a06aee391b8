import type { SegmentProblem } from '#schemas/api/segments.ts'
import { type SegmentRule, testsOf } from '#schemas/segment.ts'
import { namedOfPeople } from '../people/index.ts'
import type { Store } from '../store/contract.ts'

/** What rules name that is not there (any more). What flows set without a definition is readable, and is named all the same. */
export async function goneIn(store: Store, workspaceId: string, rules: SegmentRule): Promise<SegmentProblem[]> {
  const { fields, stages } = await namedOfPeople(store, workspaceId)
  return testsOf(rules).flatMap(({ test, path }): SegmentProblem[] => {
    if (test.about === 'field' && !fields.has(test.field)) return [{ path, code: 'field-gone', name: test.field }]
    if (test.about !== 'stage') return []
    return test.stages.filter((stage) => !stages.has(stage)).map((stage) => ({ path, code: 'stage-gone' as const, name: stage }))
  })
}
