import { type RefObject, useEffect, useRef } from 'react'
import { useView } from '../../open-flow/flow-editor.ts'

/** Puts the cursor into the setting that a problem points to, once its control is there. */
export function useFocusRequest(nodeId: string): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null)
  const target = useView((view) => view.target)
  useEffect(() => {
    if (target?.nodeId !== nodeId || target.path === undefined) return
    const row = nearest(body.current, target.path)
    row?.scrollIntoView({ block: 'nearest' })
    row?.querySelector<HTMLElement>('textarea, input:not([type="radio"]), button')?.focus()
  }, [target, nodeId])
  return body
}

/** The control at `pointer`, else the one that holds it. */
function nearest(body: HTMLElement | null, pointer: string): HTMLElement | null {
  for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const row = body?.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(path)}"]`)
    if (row) return row
  }
  return null
}
