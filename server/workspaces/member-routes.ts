import { member, memberChange, members } from '#schemas/api/members.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may, roles } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { changeMember, leaveWorkspace, removeMember } from './change-member.ts'
import { listMembers } from './list-members.ts'

const path = '/workspaces/{w}/members'

export const memberRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.readMembers },
    summary: 'The people of a workspace',
    query: pageQuery,
    reply: members,
    handle: ({ deps, workspaceId, query }) => listMembers(deps, workspaceId, query),
  }),
  route({
    method: 'patch',
    path: `${path}/{userId}`,
    who: { roles: may.changeMembers, people: true },
    summary: 'Give a person another role, other teams, or another part of the inbox to see; owners are changed by owners only',
    body: memberChange,
    reply: member,
    errors: ['last-owner'],
    handle: ({ deps, params, body, ...actor }) => changeMember(deps, actor, params.userId, body),
  }),
  route({
    method: 'delete',
    path: `${path}/{userId}`,
    who: { roles: may.changeMembers, people: true },
    summary: 'Remove a person, with their API tokens of this workspace; their account and other workspaces stay as they are',
    errors: ['last-owner'],
    handle: ({ deps, params, ...actor }) => removeMember(deps, actor, params.userId),
  }),
  route({
    method: 'delete',
    path: '/workspaces/{w}/membership',
    who: { roles, people: true },
    summary: 'Leave a workspace; your API tokens of it end',
    errors: ['last-owner'],
    handle: ({ deps, ...actor }) => leaveWorkspace(deps, actor),
  }),
]
