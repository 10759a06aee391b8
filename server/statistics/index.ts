// Figures: what the rest of the server may use of it.
export { projectCounters } from './project-counters.ts'
export { readStatistics } from './read-statistics.ts'
export { rebuildCounters } from './rebuild-counters.ts'
