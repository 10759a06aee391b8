import { pageQuery } from '#schemas/api/shape.ts'
import { member, memberChange, members, newMember } from '#schemas/api/workspaces.ts'
import { may } from '#schemas/roles.ts'
import { addMember } from '../use-cases/add-member.ts'
import { changeMember, removeMember } from '../use-cases/change-member.ts'
import { listMembers } from '../use-cases/list-members.ts'
import { route } from './route.ts'

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
    method: 'post',
    path,
    who: { roles: may.changeMembers, people: true },
    summary: 'Add a person; one who already signs in to this server keeps their name and password',
    body: newMember,
    reply: member,
    status: 201,
    handle: ({ deps, body, ...actor }) => addMember(deps, actor, body),
  }),
  route({
    method: 'patch',
    path: `${path}/{userId}`,
    who: { roles: may.changeMembers, people: true },
    summary: 'Give a person another role; owners are changed by owners only',
    body: memberChange,
    reply: member,
    handle: ({ deps, params, body, ...actor }) => changeMember(deps, actor, params.userId, body.role),
  }),
  route({
    method: 'delete',
    path: `${path}/{userId}`,
    who: { roles: may.changeMembers, people: true },
    summary: 'Remove a person and their API tokens, and sign them out',
    handle: ({ deps, params, ...actor }) => removeMember(deps, actor, params.userId),
  }),
]
