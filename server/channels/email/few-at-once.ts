/**
 * Lets only so many of one channel's sends run at a time: mail servers count connections. Who has waited for `longestMs` gets undefined,
 * since a lease does not last for ever.
 */
export function fewAtOnce(most: number, longestMs: number) {
  const lines = new Map<string, { running: number; waiting: Set<() => void> }>()

  return async <T>(channelId: string, work: () => Promise<T>): Promise<T | undefined> => {
    const line = lines.get(channelId) ?? { running: 0, waiting: new Set() }
    lines.set(channelId, line)
    if (line.running < most) line.running++
    else if (!(await itsTurn(line.waiting, longestMs))) return undefined
    try {
      return await work()
    } finally {
      const [next] = line.waiting
      // The place is handed on.
      if (next) next()
      else if (--line.running === 0) lines.delete(channelId)
    }
  }
}

function itsTurn(waiting: Set<() => void>, longestMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const begin = (): void => {
      waiting.delete(begin)
      clearTimeout(timer)
      resolve(true)
    }
    const timer = setTimeout(() => {
      waiting.delete(begin)
      resolve(false)
    }, longestMs)
    waiting.add(begin)
  })
}
