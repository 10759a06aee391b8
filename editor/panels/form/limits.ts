import type { Capabilities } from '#runtime/channels/contract.ts'
import type { NodeConfig } from '#schemas/flow.ts'

export interface Limit {
  max: number
  unit: 'characters' | 'bytes'
}

/** How long the text at a pointer may be on a channel before the channel cuts or splits it. */
export function limitOf(pointer: string, config: NodeConfig, { text, caption, buttons, list }: Capabilities): Limit | undefined {
  const choices = Array.isArray(config.options) ? config.options.length : 0
  const shown = buttons && choices <= buttons.max ? buttons : list && choices <= list.rows ? list : undefined
  const { unit } = text
  if (pointer === '/text' && choices > 0) return { max: shown?.body ?? text.max, unit }
  if (pointer === '/text' && config.media) return { max: caption.max, unit }
  if (pointer === '/text') return text
  if (pointer === '/button') return list ? { max: list.button, unit } : undefined
  if (/^\/options\/\d+\/label$/.test(pointer)) return shown && { max: shown.label, unit }
  return undefined
}
