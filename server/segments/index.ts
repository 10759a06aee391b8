// People described by rules: what the rest of the server may use of it.
export { forgetMemberships, membershipsOf } from './forget-memberships.ts'
export { isInSegment, rulesOf } from './in-segment.ts'
export { keepSorted, startSorting } from './keep-sorted.ts'
export { pageOfMembers } from './members.ts'
export { sortSegment } from './sort-segment.ts'
export { unwatchSegment, watchSegment } from './watch-segment.ts'
