import { readConfig } from './config.ts'
import { giveUp } from './give-up.ts'
import { run } from './run.ts'

/** `npm start`: the server, as the environment says. */
try {
  await run(readConfig(process.env))
} catch (error) {
  giveUp(error)
}
