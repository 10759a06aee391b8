import { fail, type Outcome } from '#nodes/contract.ts'
import { keepMade, madeBefore } from './ask.ts'
import { because } from './because.ts'
import { NeedsNetwork } from './errors.ts'
import { mostFilled, TextTooLong } from './expressions/template.ts'
import type { TurnDraft } from './turn-draft.ts'

/**
 * Runs a handler; what it throws is a failure of its node, never of the chat, and so is that it takes longer than it may. Nearly all are
 * done at once: to await each in here, too, made a turn 5 % dearer.
 */
export function attempt(draft: TurnDraft, run: () => Outcome | Promise<Outcome>): Outcome | Promise<Outcome> {
  try {
    const before = madeBefore(draft)
    if (before) {
      keepMade(draft, before)
      return before
    }
    const outcome = run()
    return outcome instanceof Promise ? inTime(draft, outcome.catch(failure)) : outcome
  } catch (error) {
    return failure(error)
  }
}

/** What a handler comes to, or that its time is over: what it does then is nobody's any more. */
async function inTime(draft: TurnDraft, coming: Promise<Outcome>): Promise<Outcome> {
  const { budget } = draft.world
  if (!budget) return coming
  let stop = (): void => {}
  const late = new Promise<Outcome>((resolve) => {
    stop = budget.after(budget.ms, () => {
      const outcome = fail(because('took-too-long', { seconds: String(budget.ms / 1000) }))
      keepMade(draft, outcome)
      resolve(outcome)
    })
  })
  try {
    return await Promise.race([coming, late])
  } finally {
    stop()
  }
}

function failure(error: unknown): Outcome {
  if (error instanceof NeedsNetwork) throw error
  if (error instanceof TextTooLong) return fail(because('text-too-long', { characters: String(mostFilled) }))
  const details = error instanceof Error ? error.message : String(error)
  return fail(because('threw', { details: details.slice(0, longestDetails) }))
}

const longestDetails = 500
