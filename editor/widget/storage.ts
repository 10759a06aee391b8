/** What the browser keeps. Some refuse it in a frame, or when it is full: then it is kept as long as the page lives. */
export type Kept = Pick<Storage, 'getItem' | 'setItem'>

export function storage(kind: 'localStorage' | 'sessionStorage'): Kept {
  const memory = new Map<string, string>()
  return {
    getItem: (name) => {
      try {
        return memory.get(name) ?? window[kind].getItem(name)
      } catch {
        return null
      }
    },
    setItem: (name, value) => {
      memory.set(name, value)
      try {
        window[kind].setItem(name, value)
      } catch {}
    },
  }
}
