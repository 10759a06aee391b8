import type { Store } from '../store/contract.ts'
import { signIns, users } from './collections.ts'

/** Tells of sessions that ended, whichever process ended them. Returns the way to stop, as all of these do. */
export const onSignedOut = (store: Store, ended: (signInId: string) => void, missed: () => void): (() => void) =>
  store.collection(signIns).subscribe(({ id, doc }) => {
    if (!doc) ended(id)
  }, missed)

/** Tells whose sessions are worth nothing any more: they have another password, or no account. */
export const onPasswordChanged = (store: Store, changed: (userId: string) => void, missed: () => void): (() => void) =>
  store.collection(users).subscribe(({ id, doc }) => {
    if (!doc || doc.passwordChangedAt !== doc.createdAt) changed(id)
  }, missed)

/** Tells of everybody who can sign in, as they come and change. */
export const onUser = (store: Store, told: () => void, missed: () => void): (() => void) =>
  store.collection(users).subscribe(({ doc }) => {
    if (doc) told()
  }, missed)
