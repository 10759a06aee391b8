import type { Ask, Outcome, Questions, ServiceName } from '#nodes/contract.ts'
import type { Asked, AskFailure } from '#schemas/asked.ts'
import { egressReasonOf } from '#schemas/egress-reason.ts'
import { limits } from './limits.ts'
import type { TurnDraft } from './turn-draft.ts'
import { weightOf } from './weight.ts'

/**
 * The way out of a handler while it visits a node: what it asks is answered by the world, or as it was when the turn was taken before.
 * Whoever goes on asking when the visit is over is refused.
 */
export function askingIn(draft: TurnDraft): Ask {
  const step = draft.steps.length
  return async <Name extends ServiceName>(name: Name, input: Questions[Name]['input']): Promise<Questions[Name]['answer']> => {
    if (draft.steps.length > step) throw new Error('the visit is over')
    const { recorded, ask } = draft.world
    const nth = draft.asked.filter((one) => one.step === step).length
    // Its place is that of the asking: of two that are asked together, any may answer first.
    const asked: { step: number; name: string; answer?: unknown; failed?: AskFailure } = { step, name }
    draft.asked.push(asked)
    try {
      const answer = recorded ? answerIn(recorded, step, nth) : await ask(name, input)
      asked.answer = answer
      return answer as Questions[Name]['answer']
    } catch (error) {
      const reason = egressReasonOf(error)
      asked.failed =
        error instanceof Error
          ? { name: error.name, message: error.message, ...(reason ? { reason } : {}) }
          : { name: 'Error', message: String(error) }
      throw error
    }
  }
}

function answerIn(recorded: readonly Asked[], step: number, nth: number): unknown {
  const asked = recorded.filter((one) => one.step === step)[nth]
  if (asked && 'answer' in asked) return asked.answer
  const { message, ...failed } =
    asked && 'failed' in asked ? asked.failed : { name: 'Error', message: 'it was not asked this before' }
  throw Object.assign(new Error(message), failed)
}

/** What the visit that begins came to when the turn was taken before, where that was kept in place of answers. */
export function madeBefore({ world, steps }: TurnDraft): Outcome | undefined {
  const asked = world.recorded?.find((one) => one.step === steps.length && 'made' in one)
  return asked && 'made' in asked ? (asked.made as Outcome) : undefined
}

/** The visit that is going on came to this by itself, whatever it was answered. */
export const keepMade = (draft: TurnDraft, outcome: Outcome): void => {
  const step = draft.steps.length
  draft.asked = [...draft.asked.filter((one) => one.step !== step), { step, made: outcome }]
}

/** The visit that is going on came to `outcome`: its answers are kept if there is room for them, else what came of them. */
export function keepAsked(draft: TurnDraft, outcome: Outcome): void {
  if (draft.asked.at(-1)?.step !== draft.steps.length) return
  const isOwn = ({ step }: { step: number }): boolean => step === draft.steps.length
  const whole = draft.asked.filter(isOwn).every((one) => 'answer' in one || 'failed' in one)
  const answers = draft.asked.filter((one) => !('made' in one))
  if (!whole || weightOf(answers, limits.asked) > limits.asked) keepMade(draft, outcome)
}
