import { createContext, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { FlowNode } from '#schemas/flow.ts'
import type { Autosave } from '../document/autosave.ts'
import type { FlowDocument, FlowDocumentState } from '../document/store.ts'
import type { FlowLook, FlowViewState } from '../document/view.ts'
import type { OverlayState, Overlays } from './overlays.ts'
import { type Wording, wordingIn } from './wording.ts'

/** What everything inside the flow editor shares. */
export interface FlowEditor {
  document: FlowDocument
  look: FlowLook
  autosave: Autosave
  overlays: Overlays
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

/** The node that is selected, when it is the only one; a note is none. */
export function useSelectedNode(): FlowNode | undefined {
  const selected = useView(({ selection }) => (selection.nodes.length === 1 ? selection.nodes[0] : undefined))
  return useDocument(({ flow }) => flow.nodes.find(({ id }) => id === selected))
}

/** A part of what floats over the canvas. */
export const useOverlay = <T>(selector: (state: OverlayState) => T): T => useStore(useFlowEditor().overlays, selector)

/** The flow's words in the language that the canvas shows. */
export function useWording(): Wording {
  const { t } = useTranslation('canvas')
  const language = useView((view) => view.language)
  const fallback = useDocument((document) => document.flow.languages.default)
  const variables = useDocument((document) => document.flow.variables)
  return useMemo(() => wordingIn(t, language, fallback, variables), [t, language, fallback, variables])
}
