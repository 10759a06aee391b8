import templateRules from '../../../runtime/channels/whatsapp/template-rules.en.json'
import answering from './answering.json'
import broadcasts from './broadcasts.json'
import channels from './channels.json'
import home from './home.json'
import imports from './imports.json'
import inbox from './inbox.json'
import segments from './segments.json'
import settings from './settings.json'
import shell from './shell.json'

/** One file per place, so that a place's words stay together. Those of a flow's page come with it: `flow.ts`. */
export const words = { answering, broadcasts, shell, home, segments, settings, inbox, imports, channels, templateRules }
