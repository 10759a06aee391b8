import canvas from './canvas.json'
import panels from './panels.json'

/** Why a node did what it did stands beside it, in its own folder. */
const besideNodes = import.meta.glob<Record<string, string>>('../../../nodes/*/reasons.en.json', {
  eager: true,
  import: 'default',
})
const nodes = Object.fromEntries(Object.entries(besideNodes).map(([path, texts]) => [path.split('/').at(-2) as string, texts]))

/** What a flow's page says, which is a third of all words: nobody else loads them. */
export const words = { canvas, panels, nodes }
