import type { NewSecret, SecretChange, SecretCopies, SecretView } from '#schemas/api/secrets.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

export const listSecrets = (w: string) => readAll<SecretView>(`/workspaces/${w}/secrets`)

/** The value goes in and never comes out. */
export const createSecret = (w: string, secret: NewSecret) => create<SecretView>(`/workspaces/${w}/secrets`, secret)

export const changeSecret = (w: string, secretId: string, change: SecretChange) =>
  request<SecretView>('PATCH', `/workspaces/${w}/secrets/${secretId}`, change)

/** Flows may name it: whoever calls this has asked. */
export const deleteSecret = (w: string, secretId: string) =>
  request<void>('DELETE', `/workspaces/${w}/secrets/${secretId}`, undefined, { evenIfUsed: 'yes' })

/** Where its value still stands in plain text. */
export const listCopies = (w: string, secretId: string) =>
  request<SecretCopies>('GET', `/workspaces/${w}/secrets/${secretId}/copies`)
