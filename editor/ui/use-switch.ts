import { notifyManager, useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'

/**
 * A switch that is kept by the server. It shows at once what was clicked, and no click is lost: one save follows the other, and what was
 * clicked last stays. A save resolves when `on` is the new one.
 */
export function useSwitch(on: boolean, save: (on: boolean) => Promise<unknown>) {
  const [wanted, setWanted] = useState<{ on: boolean }>()
  const saving = useMutation({ scope: { id: useId() }, mutationFn: save })
  const turn = (to: boolean): void => {
    const click = { on: to }
    setWanted(click)
    const forget = () => setWanted((last) => (last === click ? undefined : last))
    // The last click's only. Queries tell their news a moment after they have it.
    saving.mutate(to, { onSettled: () => notifyManager.schedule(forget) })
  }
  return { on: wanted?.on ?? on, turn, error: saving.error }
}
