import type { DraftSaved, StaleRevision } from '#schemas/api/flows.ts'
import type { Flow } from '#schemas/flow.ts'
import type { RefusedSetting } from './refused-setting.ts'
import type { FlowDocument } from './store.ts'

/** What came of sending a draft. Only `saved` changed anything on the server. */
export type SaveResult =
  | ({ kind: 'saved' } & DraftSaved)
  | { kind: 'stale'; stale: StaleRevision }
  | { kind: 'offline' }
  | { kind: 'refused'; message: string; setting?: RefusedSetting /** The flow was deleted. */; gone?: boolean }

/** A draft that could not be sent, kept on this computer. */
export interface KeptDraft {
  revision: number
  flow: Flow
  /** The draft of that revision, to tell one's own changes from what others save meanwhile. */
  base?: Flow
}

/** What autosave needs of the world. */
export interface AutosavePorts {
  save(revision: number, flow: Flow): Promise<SaveResult>
  /** Where an unsent draft survives a closed tab. */
  kept: { read(): KeptDraft | undefined; keep(draft: KeptDraft): void; forget(): void }
  /** Runs `work` after `ms`; the answer cancels it. */
  after(ms: number, work: () => void): () => void
}

export interface Autosave {
  /** Sends what is unsaved now; false when it could not be saved. Publishing waits for it. */
  flush(): Promise<boolean>
  /** Whether leaving the page would lose something. */
  unsaved(): boolean
  /** Tries again at once, as when the network is back. */
  retry(): void
  /** Keeps what is unsaved on this computer, as when the page is closed. */
  keep(): void
  stop(): void
}

export const quietMs = 800
const retryMs = (tries: number): number => Math.min(30_000, 1000 * 2 ** tries)

/** The server gives a draft back as it was sent, fields in their order. */
const same = (one: Flow | undefined, other: Flow): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Saves the draft when the person pauses: one request in flight, the newest flow wins. Whoever saved first is not overwritten: both
 * drafts come together and are sent again, and where both changed the same nothing is sent until somebody chooses. Without a network the draft is kept here and sent later. A draft kept by an earlier visit is picked up first. A draft that
 * arrived though its answer was lost is no conflict: nobody else saved.
 */
export function startAutosave(document: FlowDocument, ports: AutosavePorts): Autosave {
  let running: Promise<void> | undefined
  let cancel = () => {}
  let tries = 0
  // Sent without an answer: the server may have it all the same.
  let unanswered: Flow | undefined

  const now = document.getState
  const unsaved = () => now().flow !== now().onServer
  const blocked = () => now().saveState === 'conflict' || now().saveState === 'read-only'
  const keep = () => {
    const { revision, flow, onServer } = now()
    if (unsaved()) ports.kept.keep({ revision, flow, base: onServer })
  }
  const plan = (ms: number) => {
    cancel()
    cancel = ports.after(ms, () => void send())
  }
  const send = (): Promise<void> => {
    cancel()
    running ??= sendOnce().finally(() => {
      running = undefined
    })
    return running
  }
  async function sendOnce(): Promise<void> {
    if (!unsaved() || blocked()) return
    const { flow, revision } = now()
    document.setState({ saveState: 'saving' })
    const result = await ports.save(revision, flow)
    if (now().revision !== revision) return
    tries = result.kind === 'offline' ? tries + 1 : 0
    const arrived = result.kind === 'stale' ? [flow, unanswered].find((mine) => same(mine, result.stale.draft)) : undefined
    unanswered = result.kind === 'offline' ? flow : undefined
    switch (result.kind) {
      case 'saved':
        return went(flow, result)
      case 'stale':
        if (arrived) return went(arrived, result.stale)
        now().takeIn(result.stale)
        return now().saveState === 'conflict' ? keep() : undefined
      case 'refused':
        document.setState({ saveState: 'failed', saveError: result.message, refused: result.setting, gone: result.gone === true })
        return keep()
      case 'offline':
        document.setState({ saveState: 'offline' })
        keep()
        plan(retryMs(tries))
    }
  }

  /** `onServer` is what the server has now; what was changed since is sent next. */
  function went(onServer: Flow, { revision, savedAt, unpublished }: Omit<DraftSaved, 'problems'>): void {
    const counted = unpublished === undefined ? {} : { unpublished }
    const saveState = now().flow === onServer ? 'saved' : 'unsaved'
    document.setState({ onServer, revision, savedAt, ...counted, saveError: undefined, refused: undefined, saveState })
  }

  const stopWatching = document.subscribe((state, before) => {
    if ((state.flow === before.flow && state.onServer === before.onServer) || blocked()) return
    if (state.onServer !== before.onServer) ports.kept.forget()
    if (!unsaved()) cancel()
    else if (state.saveState === 'offline') keep()
    else plan(quietMs)
  })

  const kept = ports.kept.read()
  if (kept && now().saveState !== 'read-only') {
    const known = kept.revision === now().revision ? now().onServer : (kept.base ?? nothingOf(kept.flow))
    now().edit('recover', () => kept.flow)
    if (unsaved()) {
      // Its own revision: if somebody saved meanwhile, the server says so and nothing is overwritten.
      document.setState({ revision: kept.revision, onServer: known })
      plan(0)
    } else ports.kept.forget()
  }

  return {
    flush: async () => {
      while (unsaved() && !blocked()) {
        await send()
        if (now().saveState === 'offline' || now().saveState === 'failed') break
      }
      return !unsaved()
    },
    unsaved,
    retry: () => plan(0),
    keep,
    stop: () => {
      cancel()
      stopWatching()
    },
  }
}

/** Kept without its base, everything in a flow may be one's own: whatever differs is asked. */
const nothingOf = (flow: Flow): Flow => ({
  ...flow,
  name: '',
  variables: [],
  nodes: [],
  edges: [],
  notes: [],
  settings: { ...flow.settings, answerWindowSeconds: 0, commands: [], fallbackText: {} },
})
