// What happened to people: what the rest of the server may use of it.
export { forgetEvents, forgetEventsOf } from './forget-events.ts'
export { eventsOf } from './list-events.ts'
export { projectEvents, remakeEvents } from './project-events.ts'
export { startEvents, workDueEvents } from './work-events.ts'
