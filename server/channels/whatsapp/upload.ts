import { text } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import type { FileToSend, KeptFile, OpenChannel, SendFailure } from '../contract.ts'
import { failureOf } from './errors.ts'
import { postFile, unanswered } from './graph.ts'

/** Meta keeps what was uploaded for thirty days; a message that waits in the outbox still finds it (Cloud API, "Media"). */
const goodForMs = 29 * 86_400_000

/** Brings a file to the vendor, for this number. */
export async function uploadMedia(
  egress: Egress,
  channel: OpenChannel,
  file: FileToSend,
): Promise<{ ok: true; kept: KeptFile } | SendFailure> {
  const answer = await postFile(egress, channel, `${channel.settings.phoneNumberId}/media`, file)
  if (answer.kind !== 'answer') return unanswered(answer)
  const fileId = text(answer.body?.id)
  // Without an id nothing was sent yet: it may be tried again.
  if (answer.status === 200)
    return fileId ? { ok: true, kept: { fileId, goodForMs } } : { ok: false, retry: true, why: { code: 'vendor-trouble' } }
  return failureOf(answer.error)
}
