const quietMs = 90_000

/** Waits until so many different replies have come, or until nothing new has come for a while. */
export async function arrivals(arrived: () => number, total: number): Promise<void> {
  let known = -1
  let since = Date.now()
  for (;;) {
    const now = arrived()
    if (now >= total) return
    if (now !== known) {
      known = now
      since = Date.now()
    } else if (Date.now() - since > quietMs) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
