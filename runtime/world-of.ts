import type { Registry } from '#nodes/contract.ts'
import { dialects } from './channels/dialects.ts'
import type { CompiledFlow } from './graph.ts'
import type { World } from './turn-draft.ts'

/** A world of these flows and nothing else: nobody is there to be asked, and it is always open. What is `given` comes in its place. */
export const worldOf = (registry: Registry, flows: readonly CompiledFlow[], given: Partial<World> = {}): World => ({
  registry,
  live: flows,
  version: (flowId, version) => flows.find((flow) => flow.flowId === flowId && flow.version === version),
  ask: () => Promise.reject(new Error('nobody is there to be asked')),
  windows: (kind) => dialects[kind].window,
  ...given,
})
