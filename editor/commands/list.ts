import type { Command, Place } from './contract.ts'
import { editCommands } from './edit.ts'
import { flowCommands } from './flow.ts'
import { lookCommands } from './look.ts'
import { nodeCommands } from './nodes.ts'

/** Everything a person can do in the flow editor. */
export const commands: Command[] = [...nodeCommands, ...editCommands, ...lookCommands, ...flowCommands]

const byId = new Map(commands.map((command) => [command.id, command]))

export function commandOf(id: string): Command {
  const command = byId.get(id)
  if (!command) throw new Error(`no command "${id}"`)
  return command
}

/** The entries of a menu, what deletes last. */
export const commandsIn = (place: Place): Command[] =>
  commands
    .filter((command) => command.places?.includes(place))
    .sort((one, other) => Number(one.danger ?? false) - Number(other.danger ?? false))
