import { anyMe, credentials, me, ownerRequest, passwordChange, setup } from '#schemas/api/accounts.ts'
import { AppError } from '../errors.ts'
import { route } from '../http/route.ts'
import { version } from '../version.ts'
import { changePassword } from './change-password.ts'
import { createOwner, needsOwner } from './create-owner.ts'
import { readMe, readTokenMe } from './read-me.ts'
import { checkSetUpCode } from './set-up-code.ts'
import { refuseOtherHosts } from './set-up-host.ts'
import { rememberPlace, signIn, startSession } from './sign-in.ts'
import { signOut } from './sign-out.ts'

export const signInRoutes = [
  route({
    method: 'get',
    path: '/setup',
    who: 'anyone',
    summary: 'Whether this server still needs its owner',
    reply: setup,
    handle: async ({ deps }) => ({ needsOwner: await needsOwner(deps.store), version }),
  }),
  route({
    method: 'post',
    path: '/owner',
    who: 'anyone',
    summary: 'Create the owner and the first workspace; possible once, with the code that the start printed',
    body: ownerRequest,
    reply: me,
    status: 201,
    errors: ['owner-exists', 'wrong-host', 'wrong-code', 'too-many-requests'],
    handle: async ({ deps, body: { code, ...owner }, ip, host, setSession }) => {
      refuseOtherHosts(deps.config, host)
      if (!(await needsOwner(deps.store))) throw new AppError('owner-exists')
      await checkSetUpCode(deps, code, ip)
      const { userId } = await createOwner(deps, owner)
      await rememberPlace(deps, owner.email.trim().toLowerCase(), ip)
      setSession(await startSession(deps, userId))
      return readMe(deps, userId)
    },
  }),
  route({
    method: 'post',
    path: '/session',
    who: 'anyone',
    summary: 'Sign in',
    body: credentials,
    reply: me,
    errors: ['wrong-password', 'too-many-requests'],
    handle: async ({ deps, body, ip, setSession }) => {
      const { userId, token } = await signIn(deps, body, ip)
      setSession(token)
      return readMe(deps, userId)
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    who: 'signed-in',
    summary: 'Sign out',
    handle: async ({ deps, caller, setSession }) => {
      if (caller.signInId) await signOut(deps, caller.signInId)
      setSession(null)
    },
  }),
  route({
    method: 'get',
    path: '/me',
    who: 'known',
    summary: 'Who is asking: a person with their workspaces, or an API token with the one it reaches',
    reply: anyMe,
    handle: ({ deps, caller }) => (caller.token ? readTokenMe(deps, caller.token) : readMe(deps, caller.user.id)),
  }),
  route({
    method: 'put',
    path: '/me/password',
    who: 'signed-in',
    summary: 'Change the password; every other session and all API tokens of this person end',
    body: passwordChange,
    errors: ['too-many-requests'],
    handle: async ({ deps, caller, body, setSession }) => {
      setSession(await changePassword(deps, caller.user.id, body))
    },
  }),
]
