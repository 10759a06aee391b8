import i18next from 'i18next'
import { useEffect, useMemo } from 'react'
import { graphText, readGraph } from '../document/clipboard.ts'
import { deleteNodes, deleteNote, graphOf, pasteGraph } from '../document/edits.ts'
import { freshId } from '../document/ids.ts'
import { besides, snapped } from '../document/place.ts'
import type { FlowEditor } from '../open-flow/flow-editor.ts'
import { toast } from '../ui/toast.tsx'
import type { CanvasHandle } from './contract.ts'
import { isTyping } from './use-shortcuts.ts'

/** Copy, cut and paste as the browser's own events: they work without asking for permission, and across flows, windows and files. */
export function useClipboard(editor: FlowEditor, canvas: CanvasHandle) {
  const clipboard = useMemo(() => {
    let last = ''
    const { document: flowDocument, look } = editor
    const mayEdit = () => flowDocument.getState().saveState !== 'read-only' && look.getState().mode === 'build'
    const chosenText = () => {
      const { nodes } = look.getState().selection
      const graph = graphOf(flowDocument.getState().flow, nodes)
      graph.nodes = graph.nodes.filter((node) => node.type !== 'start')
      return graph.nodes.length + graph.notes.length === 0 ? undefined : graphText(graph)
    }
    const onCopy = (event: ClipboardEvent) => {
      if (busy(event)) return false
      const text = chosenText()
      if (text === undefined) return false
      last = text
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      return true
    }
    const onCut = (event: ClipboardEvent) => {
      if (!mayEdit() || !onCopy(event)) return
      const { nodes } = look.getState().selection
      flowDocument.getState().edit('cut', (flow) => {
        const cut = nodes.filter((id) => flow.nodes.find((node) => node.id === id)?.type !== 'start')
        return cut.reduce(deleteNote, deleteNodes(flow, cut))
      })
      look.getState().select([])
    }
    const put = (text: string) => {
      const read = readGraph(text)
      if (!read) return
      if ('problem' in read) return toast({ text: read.problem, icon: 'alert-circle' })
      const { graph } = read
      const things = [...graph.nodes, ...(graph.notes ?? [])]
      const at = canvas.pointer()
      const corner = (axis: 'x' | 'y') => Math.min(...things.map((thing) => thing.position[axis]))
      const wanted = snapped({ x: at.x - corner('x'), y: at.y - corner('y') })
      const by = besides(flowDocument.getState().flow, graph, wanted, canvas.sizes())
      const ids = new Map(things.map((thing) => [thing.id, freshId()]))
      flowDocument.getState().edit('paste', (flow) => pasteGraph(flow, graph, ids, by))
      look.getState().select([...ids.values()])
      canvas.reveal(...ids.values())
      look.getState().announce(i18next.t('canvas:said.pasted', { count: things.length }))
    }
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain')
      if (busy(event) || !text || !mayEdit()) return
      event.preventDefault()
      put(text)
    }
    return {
      events: { copy: onCopy, cut: onCut, paste: onPaste },
      copy: () => void document.execCommand('copy'),
      cut: () => void document.execCommand('cut'),
      /** From a menu: only a secure page may read the clipboard, else it is what was copied here last. */
      paste: async () => put((await navigator.clipboard?.readText().catch(() => undefined)) ?? last),
    }
  }, [editor, canvas])

  useEffect(() => {
    const { copy, cut, paste } = clipboard.events
    document.addEventListener('copy', copy)
    document.addEventListener('cut', cut)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', cut)
      document.removeEventListener('paste', paste)
    }
  }, [clipboard])
  return clipboard
}

/** Selected text and fields keep their clipboard. */
const busy = (event: ClipboardEvent): boolean =>
  event.defaultPrevented ||
  isTyping(event.target) ||
  isTyping(document.activeElement) ||
  !(document.getSelection()?.isCollapsed ?? true)
