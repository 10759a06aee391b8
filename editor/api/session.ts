import type { Me, OwnerRequest, Setup } from '#schemas/api/accounts.ts'
import type { Notice } from '#schemas/api/notices.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { create, request } from './request.ts'

/** Whether this server still needs its owner, and its version. */
export const getSetup = () => request<Setup>('GET', '/setup')

/** Creates the owner and signs in; only while there is none. */
export const createOwner = (owner: OwnerRequest) => create<Me>('/owner', owner)

/** What whoever runs this server should know; for owners. */
export const listNotices = () => request<Listing<Notice>>('GET', '/notices')

/** Who is signed in; 401 when nobody is. */
export const getMe = () => request<Me>('GET', '/me')

/** Signs in; 401 `wrong-password` says how many tries are left. */
export const signIn = (email: string, password: string) => request<Me>('POST', '/session', { email, password })

export const signOut = () => request<void>('DELETE', '/session')

/** Ends every other session of this person. */
export const changePassword = (current: string, next: string) => request<void>('PUT', '/me/password', { current, next })
