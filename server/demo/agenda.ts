/** What is to happen, in the order of time: a clock that jumps from one event to the next. */
export interface Agenda {
  now(): number
  /** Puts an event at `at` (ms since 1970); one in the past happens at once. */
  at(at: number, event: () => Promise<void> | void): void
  /** Lets everything up to `until` happen, one after the other; what comes later never does. */
  runUntil(until: number, passed?: (now: number) => void): Promise<void>
}

interface Entry {
  at: number
  /** Of two events at the same time the one that was put first comes first. */
  order: number
  event: () => Promise<void> | void
}

export function agenda(from: number): Agenda {
  const heap: Entry[] = []
  let now = from
  let made = 0
  return {
    now: () => now,
    at: (at, event) => push(heap, { at: Math.max(at, now), order: made++, event }),
    async runUntil(until, passed) {
      for (let entry = heap[0]; entry && entry.at <= until; entry = heap[0]) {
        pop(heap)
        now = entry.at
        await entry.event()
        passed?.(now)
      }
      now = until
    },
  }
}

const before = (one: Entry, other: Entry): boolean => one.at < other.at || (one.at === other.at && one.order < other.order)

function push(heap: Entry[], entry: Entry): void {
  heap.push(entry)
  for (let child = heap.length - 1; child > 0; ) {
    const parent = (child - 1) >> 1
    if (!before(heap[child] as Entry, heap[parent] as Entry)) break
    swap(heap, child, parent)
    child = parent
  }
}

function pop(heap: Entry[]): void {
  swap(heap, 0, heap.length - 1)
  heap.pop()
  for (let parent = 0; ; ) {
    const [left, right] = [2 * parent + 1, 2 * parent + 2]
    let first = parent
    if (left < heap.length && before(heap[left] as Entry, heap[first] as Entry)) first = left
    if (right < heap.length && before(heap[right] as Entry, heap[first] as Entry)) first = right
    if (first === parent) return
    swap(heap, parent, first)
    parent = first
  }
}

function swap(heap: Entry[], one: number, other: number): void {
  const kept = heap[one] as Entry
  heap[one] = heap[other] as Entry
  heap[other] = kept
}
