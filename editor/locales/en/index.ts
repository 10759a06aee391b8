import answering from './answering.json'
import canvas from './canvas.json'
import home from './home.json'
import inbox from './inbox.json'
import panels from './panels.json'
import settings from './settings.json'
import shell from './shell.json'

/** One file per place, so that a place's words stay together. */
export const words = { answering, shell, home, settings, canvas, panels, inbox }
