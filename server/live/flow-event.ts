import type { LiveEvents } from '#schemas/api/live.ts'
import type { Names } from '../chats/index.ts'
import type { LivePointerDoc, SavedDraft } from '../flows/index.ts'

/** A flow as browsers are told of it: who saved its draft, and what of it is live. */
export const flowEvent = (
  { _id, revision, savedBy }: SavedDraft,
  { liveVersion, paused }: LivePointerDoc,
  names: Names,
): Parameters<LiveEvents['flow']>[0] => ({
  flowId: _id,
  revision,
  savedBy: { id: savedBy, name: names.agent(savedBy) ?? '' },
  liveVersion,
  paused: paused === true,
})
