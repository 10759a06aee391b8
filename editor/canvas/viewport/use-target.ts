import { useReactFlow } from '@xyflow/react'
import { useEffect } from 'react'
import { useCommands } from '../../commands/use-commands.ts'
import { useView } from '../../open-flow/flow-editor.ts'

/** Goes where a jump leads, from a row, a problem, the finder or a tried chat. */
export function useTarget(): void {
  const target = useView((view) => view.target)
  const current = useView((view) => view.litPath?.current)
  const { fitView } = useReactFlow()
  const { context } = useCommands()
  useEffect(() => {
    if (target) void fitView({ ...gently, nodes: [{ id: target.nodeId }] })
  }, [target, fitView])
  useEffect(() => {
    if (current) context().canvas.reveal(current)
  }, [current, context])
}

/** 240 ms, or at once for those who want no motion. The node comes to the middle at a readable size. */
export const gently = {
  get duration() {
    return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 240
  },
  maxZoom: 1,
  minZoom: 0.6,
  padding: 0.3,
}
