import type { Problem } from '#schemas/api/contract.ts'
import type { FlowLook } from '../document/view.ts'

/** Goes to what a problem is about: a node's setting, in the language it lacks, else the flow's own settings. */
export function jumpToProblem(look: FlowLook, { nodeId, path, language }: Problem): void {
  if (language) look.getState().setLanguage(language)
  if (nodeId) look.getState().jumpTo(nodeId, path)
  else look.getState().open('settings')
}
