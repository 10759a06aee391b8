// What is sent to many, or to whoever comes into a segment, without being asked: what the rest of the server may use of it.
export { askAtSending, type Leaving } from './ask-at-sending.ts'
export { dryRunBroadcast } from './dry-run.ts'
export { startBroadcasts } from './run-broadcasts.ts'
