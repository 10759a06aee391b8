import {
  checkedPerson,
  explainQuery,
  newSegment,
  segment,
  segmentChange,
  segmentPreview,
  segments,
  segmentsQuery,
  segmentUsers,
  toPreview,
} from '#schemas/api/segments.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { changeSegment, createSegment, deleteSegment, findSegment, refuseWrong } from './change-segment.ts'
import { explain, Previews } from './preview-segment.ts'
import { listSegments, segmentView, usersOfSegment } from './read-segment.ts'

const path = '/workspaces/{w}/segments'
const reads = { roles: may.readSegments }
const changes = { roles: may.changeSegments }

const previews = new WeakMap<object, Previews>()
function previewsOf(engine: ConstructorParameters<typeof Previews>[0]): Previews {
  const made = previews.get(engine) ?? new Previews(engine)
  previews.set(engine, made)
  return made
}

export const segmentRoutes = [
  route({
    method: 'get',
    path,
    who: reads,
    summary: 'The segments: people described by rules',
    query: segmentsQuery,
    reply: segments,
    handle: ({ deps, workspaceId, query }) => listSegments(deps.store, workspaceId, query),
  }),
  route({
    method: 'post',
    path,
    who: changes,
    summary: 'Make a segment',
    body: newSegment,
    reply: segment,
    status: 201,
    errors: ['segment-exists'],
    handle: ({ deps, body, ...actor }) => createSegment(deps, actor, body),
  }),
  route({
    method: 'post',
    path: `${path}/preview`,
    who: reads,
    summary:
      'How many people rules mean, what each condition leaves, five who are in and one who is not. Nothing is saved; while it says `about`, ask again',
    body: toPreview,
    reply: segmentPreview,
    handle: ({ deps, workspaceId, body: { rules, contact } }) => {
      refuseWrong(rules)
      return previewsOf(deps.engine).of(workspaceId, rules, contact)
    },
  }),
  route({
    method: 'get',
    path: `${path}/{s}`,
    who: reads,
    summary: 'One segment; `problems` says what its rules name that is gone',
    reply: segment,
    handle: async ({ deps, workspaceId, params }) =>
      segmentView(deps.store, await findSegment(deps.store, workspaceId, params.s)),
  }),
  route({
    method: 'patch',
    path: `${path}/{s}`,
    who: changes,
    summary: 'Rename a segment, or give it other rules',
    body: segmentChange,
    reply: segment,
    errors: ['segment-exists', 'stale-segment'],
    handle: ({ deps, params, body, ...actor }) => changeSegment(deps, actor, params.s, body),
  }),
  route({
    method: 'delete',
    path: `${path}/{s}`,
    who: changes,
    summary: 'Delete a segment that nothing runs by',
    errors: ['segment-in-use'],
    handle: ({ deps, params, ...actor }) => deleteSegment(deps, actor, params.s),
  }),
  route({
    method: 'get',
    path: `${path}/{s}/users`,
    who: reads,
    summary: 'What uses a segment: live flows, broadcasts, reminders',
    reply: segmentUsers,
    handle: ({ deps, workspaceId, params }) => usersOfSegment(deps, workspaceId, params.s),
  }),
  route({
    method: 'get',
    path: `${path}/{s}/explain`,
    who: reads,
    summary: 'Whether a person is in a segment, until when, and why or why not',
    query: explainQuery,
    reply: checkedPerson,
    handle: async ({ deps, workspaceId, params, query }) => {
      const { rules } = await findSegment(deps.store, workspaceId, params.s)
      return explain(deps.engine, workspaceId, rules, query.contact)
    },
  }),
]
