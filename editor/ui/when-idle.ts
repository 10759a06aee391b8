/** After a short pause, when the browser has nothing better to do. The answer cancels it. Safari has no idle callback. */
export function whenIdle(work: () => void): () => void {
  let cancel = () => {}
  const timer = setTimeout(() => {
    if (!('requestIdleCallback' in window)) return work()
    const idle = requestIdleCallback(work, { timeout: 1000 })
    cancel = () => cancelIdleCallback(idle)
  }, 150)
  return () => {
    clearTimeout(timer)
    cancel()
  }
}
