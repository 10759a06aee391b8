/** Where a mouse or touch event happened, on the screen. */
export function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 }
}

/** The edge under a point of the screen, looking through what is dragged above it. */
export function edgeAt({ x, y }: { x: number; y: number }): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const edge = element.closest('.react-flow__edge')
    if (edge) return edge.getAttribute('data-id')
  }
  return null
}
