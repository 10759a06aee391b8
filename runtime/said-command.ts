import type { Command } from '#schemas/command.ts'
import type { CompiledFlow } from './graph.ts'

/** A global command, and the flow whose word it is. */
export interface Said {
  command: Command
  compiled: CompiledFlow
}
