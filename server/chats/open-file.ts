import { Readable } from 'node:stream'
import { shownEvent } from '#runtime/shown-event.ts'
import type { IncomingContent, IncomingMessage } from '#schemas/message.ts'
import { turnId } from '#schemas/turn.ts'
import { channelOf, ioOf, opened } from '../channels/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { keepFile, readFile } from '../files/index.ts'
import type { Viewer } from './scope.ts'
import { seenBy } from './seen.ts'

/** A file that is passed on as it comes. */
export interface OpenFile {
  name: string
  type: string
  /** In bytes, when it is known. */
  size?: number
  body: Readable
}

type OpenFileDeps = Pick<Deps, 'engine' | 'store' | 'channels' | 'secrets'>

/** Each holds a connection here and one to the vendor. */
const mostAtOnce = 32
let atOnce = 0

/**
 * What a customer sent with one message of a chat: fetched from the vendor as it is read for the first time and kept on its way, for
 * vendors forget it; from then on it is here.
 */
export async function openFile(deps: OpenFileDeps, who: Viewer, { c, n }: { c: string; n: number }): Promise<OpenFile> {
  const { engine } = deps
  const { workspaceId } = who
  if (!(await seenBy(engine, who, c))) throw new AppError('not-found')
  const turn = await engine.turns.get(turnId(c, n))
  // What was sent as a sensitive answer is nobody's to open.
  const event = turn && shownEvent(turn)
  const message = event?.kind === 'message' || event?.kind === 'echo' ? event.message : undefined
  if (message?.content.kind !== 'media' || !message.content.mediaId) throw new AppError('no-file')
  const id = turnId(c, n)
  const kept = await readFile(deps.store, workspaceId, id)
  if (kept) return { ...kept, name: nameOf(message, message.content, kept.type) }
  if (atOnce >= mostAtOnce) throw new AppError('too-many-requests', { retryAfterSeconds: 2 })
  atOnce += 1
  try {
    const file = await fromVendor(deps, workspaceId, message.channelId, message.content.mediaId)
    file.body.once('close', () => {
      atOnce -= 1
    })
    const { type, size } = file
    const isThere = async (): Promise<boolean> => (await engine.turns.get(id)) !== null
    const body = Readable.from(keepFile(engine, { id, workspaceId, type, size, isThere }, file.body))
    return { ...file, body, name: nameOf(message, message.content, file.type) }
  } catch (error) {
    atOnce -= 1
    throw error
  }
}

async function fromVendor(
  { store, channels: io, secrets }: OpenFileDeps,
  workspaceId: string,
  channelId: string,
  mediaId: string,
): Promise<Omit<OpenFile, 'name'>> {
  const channel = await channelOf(store, workspaceId, channelId)
  const media = channel && ioOf(io, channel)?.media
  if (!channel || !media) throw new AppError('file-gone')
  const answer = await media(opened(channel, secrets.open), mediaId)
  if (answer.kind === 'gone') throw new AppError('file-gone')
  if (answer.kind === 'too-large') throw new AppError('file-too-large')
  if (answer.kind === 'away') throw new AppError('vendor-away', { why: answer.why })
  const { type, size, body } = answer
  return { type: type.split(';', 1)[0]?.trim().toLowerCase() ?? '', body, ...(size === undefined ? {} : { size }) }
}

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'application/pdf': 'pdf',
}

/** What the customer called it, else what it is and from when. */
function nameOf({ at }: IncomingMessage, { fileName, media }: IncomingContent & { kind: 'media' }, type: string): string {
  const ending = Object.hasOwn(endings, type) ? `.${endings[type]}` : ''
  return fileName ?? `${media}-${at.slice(0, 19).replace(/[T:]/g, '-')}${ending}`
}
