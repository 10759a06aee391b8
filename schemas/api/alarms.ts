import type { Alarm } from './contract.ts'
import { listing, maybe, named, object, oneOf, whole } from './shape.ts'

export const alarms = listing(
  named(
    'Alarm',
    object<Alarm>({
      code: oneOf(['store-refuses', 'channels-out-of-order', 'messages-parked', 'timers-parked']),
      count: maybe(whole(1, Number.MAX_SAFE_INTEGER)),
    }),
  ),
)
