import type { Problem } from '#schemas/api/problems.ts'
import type { Flow } from '#schemas/flow.ts'
import type { FlowDocument } from './store.ts'

export interface ProblemPorts {
  /** Fetched when it is first needed: the doctor and the template engine are no part of the first load. */
  examine(flow: Flow): Promise<Problem[]>
  /** Runs `work` when the browser has nothing better to do; the answer cancels it. */
  whenIdle(work: () => void): () => void
}

/** Keeps the document's problems true to its flow. A newer flow makes an older answer worthless. */
export function watchProblems(document: FlowDocument, { examine, whenIdle }: ProblemPorts): () => void {
  let cancel = () => {}
  const look = () => {
    cancel()
    cancel = whenIdle(async () => {
      const { flow } = document.getState()
      const problems = await examine(flow)
      if (document.getState().flow === flow && !same(problems, document.getState().problems)) document.setState({ problems })
    })
  }
  look()
  const stop = document.subscribe((state, before) => {
    if (state.flow !== before.flow) look()
  })
  return () => {
    stop()
    cancel()
  }
}

/** Equal lists stay the same object, so that no card is drawn again for nothing. */
const same = (one: Problem[], other: Problem[]): boolean => JSON.stringify(one) === JSON.stringify(other)
