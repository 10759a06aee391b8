import type { Notice } from '#schemas/api/notices.ts'
import { instantAt } from '#schemas/instant.ts'

/** What whoever runs this server should know and can mend: of this process, since its start; the newest of each kind. */
export interface Notices {
  raise(code: Notice['code'], values?: Notice['values']): void
  list(): Notice[]
}

export function makeNotices(now: () => number): Notices {
  const raised = new Map<Notice['code'], Notice>()
  return {
    raise: (code, values = {}) => void raised.set(code, { code, at: instantAt(now()), values }),
    list: () => [...raised.values()],
  }
}
