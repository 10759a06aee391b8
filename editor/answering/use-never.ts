import { useEffect, useState } from 'react'
import type { FlowOrder } from '#schemas/api/flow-order.ts'

/** The live flows that nobody gets. How messages are matched is fetched when it is first needed: it is no part of a first load. */
export function useNever(order: FlowOrder | undefined): ReadonlySet<string> {
  const [never, setNever] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (!order) return undefined
    let wanted = true
    void import('./answering.ts').then(({ answeringOf }) => {
      if (wanted) setNever(new Set(answeringOf(order).flatMap((flow) => (flow.never ? flow.id : []))))
    })
    return () => {
      wanted = false
    }
  }, [order])
  return never
}
