import { draftSaved, draftToSave, flowBodyLimit, flows, flowView, newFlow } from '#schemas/api/flows.ts'
import { publish, publishPreview, revisionOnly, versionOnly, versions, versionView } from '#schemas/api/publishing.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { handingFlows } from '#schemas/api/teams.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { createFlow } from './create-flow.ts'
import { deleteFlow } from './delete-flow.ts'
import { flowsOfTeam } from './flows-of-team.ts'
import { listFlows } from './list-flows.ts'
import { previewPublish } from './preview-publish.ts'
import { publishFlow } from './publish-flow.ts'
import { readFlowView } from './read-flow.ts'
import { listVersions, readVersionFlow } from './read-versions.ts'
import { restoreVersion } from './restore-version.ts'
import { rollbackFlow } from './rollback-flow.ts'
import { saveDraft } from './save-draft.ts'

const path = '/workspaces/{w}/flows'
const one = `${path}/{f}` as const

export const flowRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.listFlows },
    summary: 'Flows, with their figures of the last 14 days for those who may read statistics',
    query: pageQuery,
    reply: flows,
    handle: ({ deps, workspaceId, role, query }) =>
      listFlows(
        deps,
        workspaceId,
        query,
        may.readStatistics.some((each) => each === role),
      ),
  }),
  route({
    method: 'post',
    path,
    who: { roles: may.changeFlows },
    summary: 'Create or import a flow; an import is saved and does nothing else',
    body: newFlow,
    bodyLimit: flowBodyLimit,
    reply: flowView,
    status: 201,
    handle: ({ deps, body, ...actor }) => createFlow(deps, actor, body),
  }),
  route({
    method: 'get',
    path: one,
    who: { roles: may.readFlows },
    summary: 'A flow with its draft and what is wrong with it',
    reply: flowView,
    handle: ({ deps, workspaceId, role, params }) => readFlowView(deps, { workspaceId, role }, params.f),
  }),
  route({
    method: 'put',
    path: `${one}/draft`,
    who: { roles: may.changeFlows },
    summary: 'Save the draft; a stale revision answers 409 and overwrites nothing',
    body: draftToSave,
    bodyLimit: flowBodyLimit,
    reply: draftSaved,
    errors: ['stale-revision'],
    handle: ({ deps, params, body, ...actor }) => saveDraft(deps, actor, params.f, body),
  }),
  route({
    method: 'delete',
    path: one,
    who: { roles: may.changeFlows },
    summary: 'Delete a flow; people inside finish on the version they started',
    errors: ['still-leaving'],
    handle: ({ deps, params, ...actor }) => deleteFlow(deps, actor, params.f),
  }),
  route({
    method: 'get',
    path: `${one}/publish`,
    who: { roles: may.readFlows },
    summary: 'What publishing would change, and what stands in its way',
    reply: publishPreview,
    handle: ({ deps, workspaceId, params }) => previewPublish(deps, workspaceId, params.f),
  }),
  route({
    method: 'post',
    path: `${one}/publish`,
    who: { roles: may.changeFlows },
    summary: 'Publish a revision of the draft as the next version',
    body: publish,
    reply: versionView,
    errors: ['has-errors', 'stale-revision', 'stale-order'],
    handle: ({ deps, params, body, ...actor }) => publishFlow(deps, actor, params.f, body),
  }),
  route({
    method: 'post',
    path: `${one}/rollback`,
    who: { roles: may.changeFlows },
    summary: 'Make an earlier version live again; the draft stays',
    body: versionOnly,
    reply: versionView,
    handle: ({ deps, params, body, ...actor }) => rollbackFlow(deps, actor, params.f, body.version),
  }),
]

export const versionRoutes = [
  route({
    method: 'get',
    path: `${one}/versions`,
    who: { roles: may.readFlows },
    summary: 'Published versions, newest first',
    query: pageQuery,
    reply: versions,
    handle: ({ deps, workspaceId, params, query }) => listVersions(deps, workspaceId, params.f, query),
  }),
  route({
    method: 'get',
    path: `${one}/versions/{n}`,
    who: { roles: may.readFlows },
    summary: 'A version with the flow as it was published',
    reply: versionView,
    handle: ({ deps, workspaceId, params }) => readVersionFlow(deps, workspaceId, params.f, params.n),
  }),
  route({
    method: 'post',
    path: `${one}/versions/{n}/restore`,
    who: { roles: may.changeFlows },
    summary: 'Make the draft what this version was; nothing goes live',
    body: revisionOnly,
    reply: draftSaved,
    errors: ['stale-revision'],
    handle: ({ deps, params, body, ...actor }) => restoreVersion(deps, actor, params.f, params.n, body.revision),
  }),
  route({
    method: 'get',
    path: '/workspaces/{w}/teams/{teamId}/flows',
    who: { roles: may.changeTeams },
    summary: 'The flows whose live version hands chats over to a team',
    reply: handingFlows,
    handle: ({ deps, workspaceId, params }) => flowsOfTeam(deps, workspaceId, params.teamId),
  }),
]
