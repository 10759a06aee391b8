import answering from './answering.json'
import channels from './channels.json'
import home from './home.json'
import inbox from './inbox.json'
import shell from './shell.json'

/** One file per place, so that a place's words stay together. Those of a flow's page come with it: `flow.ts`; those of people's pages and of the settings: `people.ts`, `settings.ts`. */
export const words = { answering, shell, home, inbox, channels }
