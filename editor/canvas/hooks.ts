import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Autosave } from '../document/autosave.ts'
import type { FlowDocument, FlowDocumentState } from '../document/store.ts'
import type { FlowLook, FlowViewState } from '../document/view.ts'

/** What everything inside the flow editor shares. */
export interface FlowEditor {
  document: FlowDocument
  look: FlowLook
  autosave: Autosave
}

export const FlowEditorContext = createContext<FlowEditor | null>(null)

/** The stores themselves, for callbacks that read them without rendering again. */
export function useFlowEditor(): FlowEditor {
  const editor = useContext(FlowEditorContext)
  if (!editor) throw new Error('used outside the flow editor')
  return editor
}

/** A part of the document; renders again only when that part changes. */
export const useDocument = <T>(selector: (state: FlowDocumentState) => T): T => useStore(useFlowEditor().document, selector)

/** A part of the view. */
export const useView = <T>(selector: (state: FlowViewState) => T): T => useStore(useFlowEditor().look, selector)
