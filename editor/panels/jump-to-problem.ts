import type { Problem } from '#schemas/api/problems.ts'
import type { FlowLook } from '../document/view.ts'

/** Goes to what a problem is about: a node's setting, in the language it lacks, else the flow's own settings. */
export function jumpToProblem(look: FlowLook, { code, nodeId, path, language, values }: Problem): void {
  if (language) look.getState().setLanguage(language)
  if (nodeId) look.getState().jumpTo(nodeId, path)
  else if (code === 'variable-unused') look.getState().showVariable(String(values?.variable))
  else look.getState().openSettings(path ?? '')
}
