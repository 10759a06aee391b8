import { newSecret, secret, secretChange, secretCopies, secretDeletion, secrets } from '#schemas/api/secrets.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { changeSecret } from './change-secret.ts'
import { createSecret } from './create-secret.ts'
import { deleteSecret } from './delete-secret.ts'
import { findCopies } from './find-copies.ts'
import { listSecrets } from './list-secrets.ts'

const path = '/workspaces/{w}/secrets'
const who = { roles: may.useSecrets }

export const secretRoutes = [
  route({
    method: 'get',
    path,
    who,
    summary: 'Secrets of services that flows call: names, hosts and where they are used, never their values',
    query: pageQuery,
    reply: secrets,
    handle: ({ deps, workspaceId, query }) => listSecrets(deps, workspaceId, query),
  }),
  route({
    method: 'post',
    path,
    who,
    summary: 'Keep a secret under a name; nobody can read its value again',
    body: newSecret,
    reply: secret,
    status: 201,
    errors: ['secret-exists'],
    handle: ({ deps, body, ...actor }) => createSecret(deps, actor, body),
  }),
  route({
    method: 'patch',
    path: `${path}/{secretId}`,
    who,
    summary: 'Replace a secret’s value, together with the hosts it may go to, or take hosts away from it',
    body: secretChange,
    reply: secret,
    handle: ({ deps, params, body, ...actor }) => changeSecret(deps, actor, params.secretId, body),
  }),
  route({
    method: 'delete',
    path: `${path}/{secretId}`,
    who,
    summary: 'Delete a secret; one that flows use only when asked to in so many words',
    query: secretDeletion,
    errors: ['secret-in-use'],
    handle: ({ deps, params, query, ...actor }) => deleteSecret(deps, actor, params.secretId, query),
  }),
  route({
    method: 'get',
    path: `${path}/{secretId}/copies`,
    who,
    summary: 'The drafts and published versions in which a secret’s value stands in plain text',
    reply: secretCopies,
    errors: ['secret-lost'],
    handle: ({ deps, workspaceId, params }) => findCopies(deps, workspaceId, params.secretId),
  }),
]
