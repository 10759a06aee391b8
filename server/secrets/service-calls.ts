import { instantAt } from '#schemas/instant.ts'
import type { OpenSecret } from '../egress/cargo.ts'
import { carrySecrets } from '../egress/carry-secrets.ts'
import type { Egress } from '../egress/egress.ts'
import { EgressError } from '../egress/error.ts'
import type { CallService } from '../engine/parts.ts'
import type { Secrets } from '../secret-key.ts'
import type { Store } from '../store/contract.ts'
import { keptSecrets, type SecretDoc } from './collections.ts'
import type { SecretBook } from './secret-book.ts'

const noteAgainMs = 5 * 60_000

export function serviceCalls(parts: {
  store: Store
  secretBook: SecretBook
  egress: Egress
  secrets: Pick<Secrets, 'open'>
  now(): number
}): CallService {
  const { secretBook, egress, secrets, now } = parts
  const docs = parts.store.collection(keptSecrets)

  /** What is opened lives as long as the call. */
  const open = ({ sealed, hosts }: SecretDoc): OpenSecret => {
    try {
      return { value: secrets.open(sealed), hosts }
    } catch (error) {
      throw new EgressError('lost-secret', error)
    }
  }
  const noteUse = ({ _id, lastUsedAt = '' }: SecretDoc): void => {
    if (lastUsedAt > instantAt(now() - noteAgainMs)) return
    // Nothing depends on it: where the store is just going, the next use notes it.
    docs.update(_id, { $set: { lastUsedAt: instantAt(now()) } }).catch(() => undefined)
  }

  return (request, workspaceId) =>
    carrySecrets(egress, request, async (names) => {
      const book = await secretBook.get(workspaceId)
      const opened = new Map<string, OpenSecret>()
      for (const name of names) {
        const doc = book.get(name)
        if (!doc) throw new EgressError('no-secret')
        opened.set(name, open(doc))
        noteUse(doc)
      }
      return opened
    })
}
