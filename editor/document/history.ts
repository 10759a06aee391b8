import { applyPatches, enablePatches, type Objectish, type Patch, produceWithPatches } from 'immer'

enablePatches()

/** One thing the person did, as it is undone: a label for the menu and patches both ways. */
export interface HistoryStep {
  label: string
  patches: Patch[]
  inverse: Patch[]
  /** Steps with the same key in a row are one gesture: a burst of typing in one field, a nudge by the arrow keys. */
  merge?: string
}

export interface History {
  past: HistoryStep[]
  future: HistoryStep[]
}

export const emptyHistory: History = { past: [], future: [] }

/** How many gestures can be taken back. */
export const historyLimit = 500

/** The document after an edit, and the history that can take it back. An edit that changes nothing leaves no trace. */
export function record<T extends Objectish>(
  history: History,
  document: T,
  label: string,
  change: (document: T) => T,
  merge?: string,
): { document: T; history: History } {
  const wanted = change(document)
  const [next, patches, inverse] = produceWithPatches(document, (draft) => become(draft, document, wanted))
  if (patches.length === 0) return { document, history }
  const last = history.past.at(-1)
  if (last && merge !== undefined && last.merge === merge) {
    const step = { ...last, patches: [...last.patches, ...patches], inverse: [...inverse, ...last.inverse] }
    return { document: next as T, history: { past: [...history.past.slice(0, -1), step], future: [] } }
  }
  const step = { label, patches, inverse, ...(merge === undefined ? {} : { merge }) }
  return { document: next as T, history: { past: [...history.past, step].slice(-historyLimit), future: [] } }
}

/** Takes the last step back; undefined when there is none. */
export function undo<T extends Objectish>(history: History, document: T): { document: T; history: History } | undefined {
  const step = history.past.at(-1)
  if (!step) return undefined
  return {
    document: applyPatches(document, step.inverse),
    // The key is dropped: what is typed after an undo is a new gesture.
    history: { past: seal(history.past.slice(0, -1)), future: [step, ...history.future] },
  }
}

/** Does the last undone step again; undefined when there is none. */
export function redo<T extends Objectish>(history: History, document: T): { document: T; history: History } | undefined {
  const [step, ...future] = history.future
  if (!step) return undefined
  return { document: applyPatches(document, step.patches), history: { past: seal([...history.past, step]), future } }
}

/**
 * The history once `document` has become `lift(document)` by what somebody else did: `lift` brings any earlier or later state of the
 * document there too. Each step then takes back what it still did, and steps that did nothing else are gone.
 */
export function lifted<T extends Objectish>({ past, future }: History, document: T, lift: (document: T) => T): History {
  const along = (steps: HistoryStep[], isRedo: boolean): HistoryStep[] => {
    let state: T = document
    let now = lift(document)
    return steps.flatMap((step) => {
      state = applyPatches(state, isRedo ? step.patches : step.inverse)
      const [from, next] = [now, lift(state)]
      now = next
      const [before, after] = isRedo ? [from, next] : [next, from]
      const [, patches, inverse] = produceWithPatches(before, (draft) => become(draft, before, after))
      return patches.length === 0 ? [] : [{ ...step, patches, inverse }]
    })
  }
  return { past: along(past.toReversed(), false).toReversed(), future: along(future, true) }
}

/** Ends the running gesture, so that the next edit with the same key is a step of its own. */
export function seal(past: HistoryStep[]): HistoryStep[] {
  const last = past.at(-1)
  if (last?.merge === undefined) return past
  const { merge: _done, ...closed } = last
  return [...past.slice(0, -1), closed]
}

type Tree = Record<string, unknown>
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/** Makes a draft equal to `wanted`, touching only what differs, so that the patches stay small. */
function become(draft: unknown, before: unknown, wanted: unknown): void {
  if (!isTree(draft) || !isTree(before) || !isTree(wanted)) return
  for (const key of Object.keys(before)) if (!Object.hasOwn(wanted, key)) delete draft[key]
  for (const [key, value] of Object.entries(wanted)) {
    const old = before[key]
    if (old === value) continue
    if (alike(old, value)) become(draft[key], old, value)
    else draft[key] = value
  }
}

const alike = (one: unknown, other: unknown): boolean =>
  isTree(one) &&
  isTree(other) &&
  Array.isArray(one) === Array.isArray(other) &&
  (!Array.isArray(one) || one.length === (other as unknown as unknown[]).length)
