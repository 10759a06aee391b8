import type { FlowNode } from '#schemas/flow.ts'

const margin = { x: 40, y: 60 }

/**
 * Where the canvas is when a flow is opened: at its upper left corner, in full size. What lies further from the start than a third
 * of the screen is out of sight rather than the start.
 */
export function firstLook(nodes: FlowNode[], screen: { width: number; height: number }): { x: number; y: number; zoom: number } {
  const start = (nodes.find(({ type }) => type === 'start') ?? nodes[0])?.position ?? { x: 0, y: 0 }
  const corner = (axis: 'x' | 'y', most: number): number =>
    Math.min(...nodes.map(({ position }) => position[axis]).filter((at) => start[axis] - at <= most), start[axis])
  return { x: margin.x - corner('x', screen.width / 3), y: margin.y - corner('y', screen.height / 3), zoom: 1 }
}
