import { createContext, useContext } from 'react'
import { type FlowEditor, useFlowEditor } from '../../open-flow/flow-editor.ts'

/** The editor of the draft, while an old version is shown in its place. */
export const DraftContext = createContext<FlowEditor | null>(null)

/** The draft's editor, whatever the canvas shows. */
export function useDraft(): FlowEditor {
  const shown = useFlowEditor()
  return useContext(DraftContext) ?? shown
}
