/** Longer than this the server is never silent: the line is dead, and nobody said so. */
const silenceMs = 60_000

/**
 * The events of a stream that `fetch` opened, as their data. It is not an `EventSource`, since that sends no headers and the visitor's key
 * would stand in the address. Ends when the server ends it; throws when the line breaks or says nothing any more.
 */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read())
      if (done) return
      text += decoder.decode(value, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() as string
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data) yield data
      }
    }
  } finally {
    void reader.cancel().catch(() => {})
  }
}

function inTime<T>(read: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('silence')), silenceMs)
  })
  return Promise.race([read, silence]).finally(() => clearTimeout(timer))
}
