import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import type { TryView } from '#schemas/api/tries.ts'
import type { VariableValue } from '#schemas/conversation.ts'
import type { Flow } from '#schemas/flow.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { ApiError } from '../../api/request.ts'
import { endTry, moveClock, sayInTry, signalTry, startTry } from '../../api/tries.ts'
import { useFlowEditor } from '../../open-flow/flow-editor.ts'

/** Who is trying: somebody the shop has not met, or a contact with a name. */
export type Who = { kind: 'new' } | { kind: 'returning'; name: string }

export interface TrySetup {
  channel: ChannelKind
  who: Who
}

/** A jump of the clock, after so many turns. */
export interface ClockMove {
  afterTurns: number
  seconds: number
}

export type Said = { text: string } | { choice: { id: string; label: string }; replyTo?: string }

export interface Trying {
  view: TryView | undefined
  /** The draft as it was when the try began. */
  flow: Flow | undefined
  moves: ClockMove[]
  setup: TrySetup
  busy: boolean
  error: unknown
  /** What was said and is not yet answered. */
  pending: Said | undefined
  restart(change?: Partial<TrySetup>): void
  /** `onSaid` once it is in the chat. */
  say(said: Said, onSaid?: () => void): void
  passTime(seconds: number): void
  /** Something happens outside. */
  signal(name: string, values: Record<string, VariableValue>): void
}

/** A chat with the draft on the screen, run by the real engine on the server; nothing is kept or sent. */
export function useTry(): Trying {
  const { document } = useFlowEditor()
  const { workspaceId, flowId } = document.getState()
  const queries = useQueryClient()
  const [setup, setSetup] = useState<TrySetup>({ channel: 'whatsapp', who: { kind: 'new' } })
  const [run, setRun] = useState<{ view: TryView; flow: Flow; moves: ClockMove[] }>()
  const current = useRef<string>(undefined)
  // One after the other: what is said while a chat begins is said in that chat.
  const scope = { id: useId() }

  const starting = useMutation({
    scope,
    mutationFn: async ({ channel, who }: TrySetup) => {
      const { flow } = document.getState()
      const contact = who.kind === 'returning' ? { name: who.name } : undefined
      return { view: await startTry(workspaceId, flowId, { flow, channelKind: channel, contact }), flow }
    },
    onSuccess: ({ view, flow }) => {
      drop()
      current.current = view.id
      setRun({ view, flow, moves: [] })
    },
  })
  const drop = () => {
    if (current.current) void endTry(workspaceId, current.current).catch(() => undefined)
    current.current = undefined
  }
  const answered = (view: TryView, move?: ClockMove) =>
    setRun((old) => old && { ...old, view, moves: move ? [...old.moves, move] : old.moves })
  const idNow = (): string => {
    if (!current.current) throw new Error('The chat did not begin.')
    return current.current
  }
  const sayKey = ['say', scope.id]
  const saying = useMutation({
    scope,
    mutationKey: sayKey,
    mutationFn: async (said: Said) => sayInTry(workspaceId, idNow(), said),
    onSuccess: (view) => answered(view),
  })
  const waiting = useMutation({
    scope,
    mutationFn: async (seconds: number) => moveClock(workspaceId, idNow(), seconds),
    onSuccess: (view, seconds) => answered(view, { afterTurns: run?.view.turns.length ?? 0, seconds }),
  })
  const signalling = useMutation({
    scope,
    mutationFn: async ({ name, values }: { name: string; values: Record<string, VariableValue> }) =>
      signalTry(workspaceId, idNow(), name, values),
    onSuccess: (view) => answered(view),
  })
  const { mutate: start } = starting
  // What failed before is no longer the newest that happened.
  const forgetErrors = () => {
    for (const each of [starting, saying, waiting, signalling]) if (each.isError) each.reset()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the panel starts one try when it opens and drops it when it closes
  useEffect(() => {
    start(setup)
    return drop
  }, [start])

  const startIfGone = (failure: unknown) => {
    if (isGone(failure)) start(setup)
  }
  const busy = starting.isPending || saying.isPending || waiting.isPending || signalling.isPending
  const error = starting.error ?? saying.error ?? waiting.error ?? signalling.error
  return {
    view: run?.view,
    flow: run?.flow,
    moves: run?.moves ?? [],
    setup,
    busy,
    error: isGone(error) ? undefined : error,
    pending: saying.isPending ? saying.variables : undefined,
    restart: (change = {}) => {
      if (busy) return
      const next = { ...setup, ...change }
      setSetup(next)
      forgetErrors()
      start(next)
    },
    say: (said, onSaid) => {
      // A second Enter can come before the first has changed the screen.
      if (queries.isMutating({ mutationKey: sayKey }) > 0) return
      forgetErrors()
      saying.mutate(said, { onSuccess: onSaid, onError: startIfGone })
    },
    passTime: (seconds) => {
      if (!run) return
      forgetErrors()
      waiting.mutate(seconds, { onError: startIfGone })
    },
    signal: (name, values) => {
      forgetErrors()
      signalling.mutate({ name, values }, { onError: startIfGone })
    },
  }
}

/** A try is kept for an hour: one that is gone is started again. */
const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404
