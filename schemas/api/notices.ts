import type { Notice } from './contract.ts'
import { instant, listing, mapOf, named, object, oneOf, text } from './shape.ts'

export const notices = listing(
  named('Notice', object<Notice>({ code: oneOf(['proxy-not-trusted']), at: instant, values: mapOf(text(300)) })),
)
