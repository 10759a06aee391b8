import { go, handle } from '../contract.ts'
import { inUrl } from '../in-url.ts'
import { says } from './says.ts'
import type { SendMessageConfig } from './schema.ts'

export const handler = handle<SendMessageConfig>({
  enter(visit) {
    const { media } = visit.config
    const { url, refusal } = inUrl(media ? visit.parts(media.url) : [])
    // What leads elsewhere than its author wrote is not shown; the text is.
    return go('next', { say: says(visit, refusal ? '' : url) })
  },
})
