import { dequal } from 'dequal'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FlowView } from '#schemas/api/flows.ts'
import type { Problem } from '#schemas/api/problems.ts'
import type { Flow } from '#schemas/flow.ts'
import type { Instant } from '#schemas/instant.ts'
import * as history from './history.ts'
import { type Choices, merge } from './merge.ts'
import type { RefusedSetting } from './refused-setting.ts'
import { shared } from './shared.ts'

/** `failed`: the server refused the draft (`saveError` says why); it is tried again after the next edit. */
export type SaveState = 'saved' | 'saving' | 'unsaved' | 'offline' | 'conflict' | 'failed' | 'read-only'

/** A draft as somebody else saved it. */
export type SavedDraft = Pick<FlowView, 'revision' | 'draft' | 'savedAt' | 'savedBy'>

/** The flow being edited, without React: the document with its history, and what the server said about it. */
export interface FlowDocumentState {
  workspaceId: string
  flowId: string
  flow: Flow
  /** The revision of the draft on the server that `flow` builds on. */
  revision: number
  /** The draft of that revision: what differs from it in `flow` is one's own and not saved. */
  onServer: Flow
  liveVersion: number | null
  /** The live version lets nobody new in. */
  paused: boolean
  /** In how many things the draft, as it was last saved, differs from what is live; undefined when nothing is. */
  unpublished: number | undefined
  saveState: SaveState
  savedAt: Instant
  saveError?: string
  /** Somebody deleted the flow. */
  gone?: boolean
  /** The setting it is about, where it is about one. */
  refused?: RefusedSetting
  /** What somebody else saved, where both changed the same. Nothing is overwritten until the person chooses. */
  conflict?: SavedDraft
  problems: Problem[]

  canUndo: boolean
  canRedo: boolean
  undoLabel?: string
  redoLabel?: string
  /** Changes the flow. Edits with the same `merge` key in a row are one step: a drag, a burst of typing. */
  edit(label: string, change: (flow: Flow) => Flow, options?: { merge?: string }): void
  /** Ends the running gesture: the next edit with its key is a step of its own. */
  endGesture(): void
  undo(): void
  redo(): void
  /** Shows another state of the server's draft and forgets the history, as after restoring a version. */
  reload(view: FlowView): void
  /**
   * Goes on with what somebody else saved, and what one changed oneself, together. Where both changed one field `choices` says whose
   * is taken; without a choice nothing happens but that it is asked (`conflict`). Undo takes back one's own changes only.
   */
  takeIn(theirs: SavedDraft, choices?: Choices): void
  /** Goes on with the draft of whoever saved first, without what was one's own. */
  takeTheirs(): void
  /** A version of this flow went live, or none is any more; or it was paused, or goes on. */
  published(version: number | null, paused?: boolean): void
  /** Somebody deleted the flow: nothing more can be saved here. */
  deleted(): void
}

export type FlowDocument = StoreApi<FlowDocumentState>

/** Opens a flow for editing; `readOnly` when the person may only look. */
export function createFlowDocument(workspaceId: string, view: FlowView, { readOnly = false } = {}): FlowDocument {
  return createStore<FlowDocumentState>()((set, get) => {
    let past = history.emptyHistory
    const remembered = (next: { document: Flow; history: history.History } | undefined): Partial<FlowDocumentState> => {
      if (!next || next.document === get().flow) return {}
      past = next.history
      return { flow: next.document, ...labels(past), ...(get().saveState === 'saved' ? { saveState: 'unsaved' as const } : {}) }
    }
    const mayEdit = () => get().saveState !== 'read-only'
    return {
      workspaceId,
      ...opened(view),
      saveState: readOnly ? 'read-only' : 'saved',
      ...labels(past),
      edit: (label, change, options) => {
        if (mayEdit()) set(remembered(history.record(past, get().flow, label, change, options?.merge)))
      },
      endGesture: () => {
        past = { ...past, past: history.seal(past.past) }
      },
      undo: () => mayEdit() && set(remembered(history.undo(past, get().flow))),
      redo: () => mayEdit() && set(remembered(history.redo(past, get().flow))),
      reload: (fresh) => {
        past = history.emptyHistory
        set({
          ...opened(fresh),
          ...labels(past),
          saveState: readOnly ? 'read-only' : 'saved',
          conflict: undefined,
          saveError: undefined,
          refused: undefined,
        })
      },
      takeIn: (theirs, choices = {}) => {
        const { flow, onServer } = get()
        const draft = shared(theirs.draft, onServer)
        const { flow: together, clashes } = merge(onServer, flow, draft, choices)
        if (clashes.some(({ path }) => !choices[path])) return set({ conflict: theirs, saveState: 'conflict' })
        past = history.lifted(past, flow, (state) => merge(onServer, state, draft, choices).flow)
        const nothingOwn = dequal(together, draft)
        set({
          ...arrived(theirs, draft),
          ...labels(past),
          flow: nothingOwn ? draft : together,
          saveState: readOnly ? 'read-only' : nothingOwn ? 'saved' : 'unsaved',
        })
      },
      takeTheirs: () => {
        const { conflict, flow, onServer, takeIn, edit } = get()
        if (!conflict) return
        const { clashes } = merge(onServer, flow, conflict.draft)
        takeIn(conflict, Object.fromEntries(clashes.map(({ path }) => [path, 'theirs'])))
        edit('takeTheirs', () => get().onServer)
        set({ flow: get().onServer, saveState: 'saved' })
      },
      published: (version, paused = false) =>
        set({ liveVersion: version, paused, ...(version === null ? { unpublished: undefined } : {}) }),
      deleted: () => set({ gone: true, ...(mayEdit() ? { saveState: 'failed' as const } : {}) }),
    }
  })
}

const arrived = ({ revision, savedAt }: SavedDraft, onServer: Flow) => ({
  revision,
  savedAt,
  onServer,
  conflict: undefined,
  saveError: undefined,
  refused: undefined,
})

const opened = (view: FlowView) => ({
  flowId: view.id,
  flow: view.draft,
  onServer: view.draft,
  revision: view.revision,
  liveVersion: view.liveVersion,
  paused: view.paused,
  unpublished: view.unpublished,
  savedAt: view.savedAt,
  problems: view.problems,
})

const labels = ({ past, future }: history.History) => ({
  canUndo: past.length > 0,
  canRedo: future.length > 0,
  undoLabel: past.at(-1)?.label,
  redoLabel: future[0]?.label,
})
