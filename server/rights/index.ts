// What people may ask for about what is known of them: what the rest of the server may use of it.
export { repeatErasures, startErasures } from './erase.ts'
export { type ErasureList, erasureListIn } from './erasure-list.ts'
export type { Keeper } from './keeper.ts'
export { startRetention } from './retention.ts'
