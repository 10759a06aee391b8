import type { OwnFileView } from '#schemas/api/files.ts'
import { cleanName } from '#schemas/clean-name.ts'
import { addressOfOwn, largestOwnFile } from '#schemas/own-file.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { files } from './collections.ts'
import { deleteFiles } from './delete-files.ts'
import { keepFile } from './keep-file.ts'

/** A file on its way in. */
export interface FileGiven {
  type: string
  /** With its parameters, such as the boundary of a form. */
  contentType?: string
  /** In bytes, as it was announced. */
  size?: number
  body: AsyncIterable<Uint8Array>
}

/**
 * Keeps a file of the workspace's own, to be sent by flows. Nobody who does not know its id finds it; whoever knows it may read it, for
 * customers do. It is there once it is whole.
 */
export async function keepOwnFile(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  name: string,
  { type, size, body }: FileGiven,
): Promise<OwnFileView> {
  const { workspaceId } = actor
  const id = `f${deps.random(16).toString('base64url')}`
  const called = cleanName(name)
  const docs = deps.store.collection(files)
  // Of what broke off on its way nothing stays.
  const isThere = async (): Promise<boolean> => (await docs.get(id)) !== null
  const given = { id, workspaceId, type, size, name: called, isThere }
  let length = 0
  try {
    for await (const part of keepFile(deps, given, body)) {
      length += part.length
      if (length > largestOwnFile) throw new AppError('too-large', { mostBytes: largestOwnFile })
    }
  } catch (error) {
    // Whoever sent it went away.
    throw (error as NodeJS.ErrnoException).code === 'ECONNRESET' ? new AppError('bad-request') : error
  }
  const kept = await docs.get(id)
  if (!kept) throw new AppError('bad-request')
  if (kept.size === 0) {
    await deleteFiles(deps.store, { $gte: id, $lt: `${id}/` })
    throw new AppError('bad-request')
  }
  await recordAudit(deps, actor, 'create', `file ${id}`)
  return { id, address: addressOfOwn(id), name: called, type, size: kept.size }
}
