import type { DraftSaved, StaleRevision } from '#schemas/api/contract.ts'
import type { Flow } from '#schemas/flow.ts'
import type { FlowDocument, SaveState } from './store.ts'

/** What came of sending a draft. Only `saved` changed anything on the server. */
export type SaveResult =
  | ({ kind: 'saved' } & DraftSaved)
  | { kind: 'stale'; stale: StaleRevision }
  | { kind: 'offline' }
  | { kind: 'refused'; message: string }

/** A draft that could not be sent, kept on this computer. */
export interface KeptDraft {
  revision: number
  flow: Flow
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
 * Saves the draft when the person pauses: one request in flight, the newest flow wins, a conflict overwrites nothing,
 * and without a network the draft is kept here and sent later. A draft kept by an earlier visit is picked up first. A draft that
 * arrived though its answer was lost is no conflict: nobody else saved.
 */
export function startAutosave(document: FlowDocument, ports: AutosavePorts): Autosave {
  let onServer = document.getState().flow
  let running: Promise<void> | undefined
  let cancel = () => {}
  let tries = 0
  // Sent without an answer: the server may have it all the same.
  let unanswered: Flow | undefined

  const now = document.getState
  const unsaved = () => now().flow !== onServer
  const blocked = () => now().saveState === 'conflict' || now().saveState === 'read-only'
  const atRest = (state: SaveState) => state === 'saved' || state === 'read-only'
  const keep = () => {
    if (unsaved()) ports.kept.keep({ revision: now().revision, flow: now().flow })
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
        document.setState({ saveState: 'conflict', conflict: result.stale })
        return keep()
      case 'refused':
        document.setState({ saveState: 'failed', saveError: result.message })
        return keep()
      case 'offline':
        document.setState({ saveState: 'offline' })
        keep()
        plan(retryMs(tries))
    }
  }

  /** `flow` is what the server has now; what was changed since is sent next. */
  function went(flow: Flow, { revision, savedAt, unpublished }: Omit<DraftSaved, 'problems'>): void {
    onServer = flow
    ports.kept.forget()
    const rest = unsaved()
    const counted = unpublished === undefined ? {} : { unpublished }
    document.setState({ revision, savedAt, ...counted, saveError: undefined, saveState: rest ? 'unsaved' : 'saved' })
    if (rest) plan(quietMs)
  }

  const stopWatching = document.subscribe((state, before) => {
    // Taking the server's state (reload, take theirs) is not an edit.
    if (state.revision !== before.revision && atRest(state.saveState) && before.saveState !== 'saving') {
      onServer = state.flow
      ports.kept.forget()
    } else if (state.flow !== before.flow && !blocked()) {
      if (state.saveState === 'offline') keep()
      else plan(quietMs)
    }
  })

  const kept = ports.kept.read()
  if (kept && now().saveState !== 'read-only') {
    now().edit('recover', () => kept.flow)
    if (unsaved()) {
      // Its own revision: if somebody saved meanwhile, the server says so and nothing is overwritten.
      document.setState({ revision: kept.revision })
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
