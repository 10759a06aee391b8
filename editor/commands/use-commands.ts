import { createContext, useContext } from 'react'
import { available, type Command, type CommandContext } from './contract.ts'
import { commandOf } from './list.ts'

export interface Commands {
  /** The context of a command, with what a menu was opened on. */
  context(extra?: Pick<CommandContext, 'target' | 'at'>): CommandContext
  /** Runs a command if it can be used now. */
  run(id: string, extra?: Pick<CommandContext, 'target' | 'at'>): void
}

export const CommandsContext = createContext<Commands | null>(null)

export function useCommands(): Commands {
  const commands = useContext(CommandsContext)
  if (!commands) throw new Error('used outside the flow editor')
  return commands
}

/** Commands over a context that is read when one runs. */
export const commandsOver = (base: CommandContext): Commands => {
  const context: Commands['context'] = (extra) => ({ ...base, ...extra })
  return {
    context,
    run: (id, extra) => {
      const command: Command = commandOf(id)
      const here = context(extra)
      if (available(command, here)) void command.run(here)
    },
  }
}
