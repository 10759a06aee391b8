import type { DrawnMessage } from '#runtime/channels/contract.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import type { RefusalCode } from '#schemas/message.ts'
import {
  type FileToSend,
  fileIdAtVendor,
  forgetAtVendor,
  type KnownChannel,
  rememberAtVendor,
  type SendFailure,
  type SendResult,
} from '../channels/index.ts'
import type { Engine } from '../engine/engine.ts'
import { ownFileOf } from '../files/index.ts'

type Media = Extract<DrawnMessage, { kind: 'media' }>
/** One send call: of the message as it is drawn, and with its file where that goes along. */
type Send = (drawn: Media, file?: FileToSend) => Promise<SendResult>

const longestWaitMs = 12_000

/**
 * Sends a message with a file of the workspace's own. Its vendor gets the file once, with the first message that has it; from then on
 * it is named by the id that the vendor gave, as long as that is good. One that the vendor does not know, though we thought so, goes there
 * anew, once. Of many messages at once one takes the file along and the others wait for it; two processes, or one that died in between, may
 * each take it along, which harms nobody.
 */
export function ownFileSender({ engine, publicUrl }: { engine: Engine; publicUrl: string | undefined }) {
  const underWay = new Map<string, Promise<SendResult>>()

  return async (channel: KnownChannel, drawn: Media, fileId: string, send: Send): Promise<SendResult> => {
    const { workspaceId, id: channelId, kind } = channel
    const file = await ownFileOf(engine.store, workspaceId, fileId)
    if (!file) return failed('file-gone')
    const takes = channel.demo ? undefined : dialects[kind].capabilities.files?.[drawn.media]
    if (!takes) {
      if (!publicUrl && !channel.demo) return failed('no-public-url')
      return send({ ...drawn, url: `${publicUrl ?? ''}${drawn.url}` })
    }
    if (file.size > takes.maxBytes || !takes.types.includes(file.type))
      return failed('file-not-taken', { details: `${file.type}, ${Math.ceil(file.size / 1024)} KB` })
    const { name = fileId, type, sha256 } = file
    const named: Media = { ...drawn, ...(drawn.media === 'document' ? { fileName: drawn.fileName ?? name } : {}) }
    const about = { workspaceId, channelId, sha256 }
    const key = `${channelId} ${sha256}`

    const takeAlong = async (): Promise<SendResult> => {
      const since = engine.now()
      const result = await send({ ...named, fileId: '' }, { name, type, bytes: await file.bytes() })
      // What cannot be remembered goes along once more.
      if (result.kept)
        await rememberAtVendor(engine, about, result.kept, since).catch((error: unknown) =>
          engine.log.warn({ error, channelId }, 'what a vendor knows a file by could not be written down'),
        )
      return result
    }
    const waitUntil = performance.now() + longestWaitMs
    for (let isRefused = false; ; ) {
      const known = isRefused ? undefined : await fileIdAtVendor(engine, about)
      if (known !== undefined) {
        const result = await send({ ...named, fileId: known })
        if (result.ok || !result.noSuchFile) return result
        await forgetAtVendor(engine, about, known)
        // Another may have brought it there meanwhile: then that is what it is called.
        isRefused = (await fileIdAtVendor(engine, about)) === undefined
        if (!isRefused) return failed('too-fast', undefined, true)
        continue
      }
      const others = underWay.get(key)
      if (!others) {
        const taking = takeAlong().finally(() => underWay.delete(key))
        underWay.set(key, taking)
        return taking
      }
      const theirs = await within(waitUntil - performance.now(), others)
      if (!theirs) return failed('too-fast', undefined, true)
      // The vendor is away, or wants less at once: it would be so for this one too.
      if (!theirs.ok && theirs.retry && !theirs.kept) return { ok: false, retry: true, why: theirs.why }
      isRefused = false
    }
  }
}

const failed = (code: RefusalCode, values?: Record<string, string>, retry = false): SendFailure => ({
  ok: false,
  retry,
  why: { code, ...(values ? { values } : {}) },
})

/** What comes of it; undefined when that takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.max(0, ms))
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
