import templateRules from '../../../runtime/channels/whatsapp/template-rules.en.json'
import settings from './settings.json'

/** What is set up, and what is set up from within a flow: nobody else loads it. */
export const words = { settings, templateRules }
