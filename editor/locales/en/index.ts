import answering from './answering.json'
import canvas from './canvas.json'
import channels from './channels.json'
import home from './home.json'
import inbox from './inbox.json'
import panels from './panels.json'
import settings from './settings.json'
import shell from './shell.json'

/** Why a node did what it did stands beside it, in its own folder. */
const besideNodes = import.meta.glob<Record<string, string>>('../../../nodes/*/reasons.en.json', {
  eager: true,
  import: 'default',
})
const nodes = Object.fromEntries(Object.entries(besideNodes).map(([path, texts]) => [path.split('/').at(-2) as string, texts]))

/** One file per place, so that a place's words stay together. */
export const words = { answering, shell, home, settings, canvas, panels, inbox, channels, nodes }
