import i18next from 'i18next'
import { createFlow } from '../api/flows.ts'
import { sentenceOf } from '../api/request.ts'
import { replaceFlow } from '../document/edits.ts'
import { saveFile } from '../ui/save-file.ts'
import { toast } from '../ui/toast.tsx'
import type { Command, CommandContext } from './contract.ts'
import { openFile } from './open-file.ts'

/** What is about the flow as a whole. */
export const flowCommands: Command[] = [
  {
    id: 'tryIt',
    icon: 'player-play',
    group: 'flow',
    keys: ['$mod+Enter'],
    reads: true,
    run: ({ look }) => look.getState().show(look.getState().panel === 'try' ? null : 'try'),
  },
  { id: 'publish', icon: 'cloud-upload', group: 'flow', run: ({ look }) => look.getState().open('publish') },
  {
    id: 'renameFlow',
    icon: 'cursor-text',
    group: 'flow',
    places: ['flow-menu'],
    run: ({ look }) => look.getState().open('rename'),
  },
  { id: 'duplicateFlow', icon: 'copy-plus', group: 'flow', places: ['flow-menu'], reads: true, run: duplicateFlow },
  {
    id: 'exportFlow',
    icon: 'file-export',
    group: 'flow',
    places: ['flow-menu'],
    reads: true,
    run: ({ document }) => {
      const { flow } = document.getState()
      saveFile(`${flow.name}.alur.json`, `${JSON.stringify(flow, null, 2)}\n`)
    },
  },
  { id: 'importFlow', icon: 'file-import', group: 'flow', places: ['flow-menu'], run: importFlow },
  {
    id: 'versions',
    icon: 'versions',
    group: 'flow',
    places: ['flow-menu'],
    reads: true,
    run: ({ look }) => look.getState().show('versions'),
  },
  {
    id: 'json',
    icon: 'code',
    group: 'flow',
    places: ['flow-menu'],
    reads: true,
    run: ({ look }) => look.getState().show('json'),
  },
  {
    id: 'flowSettings',
    icon: 'settings',
    group: 'flow',
    places: ['flow-menu'],
    run: ({ look }) => look.getState().open('settings'),
  },
]

async function duplicateFlow({ document, go }: CommandContext): Promise<void> {
  const { workspaceId, flow } = document.getState()
  const name = i18next.t('canvas:flow.copyOf', { name: flow.name }).slice(0, 120)
  try {
    const copy = await createFlow(workspaceId, name, { ...flow, name })
    go(`/w/${workspaceId}/flows/${copy.id}`)
  } catch (error) {
    toast({ text: sentenceOf(error), icon: 'alert-circle' })
  }
}

/** A file replaces the draft as one step that can be undone; the server checks it like every draft. */
async function importFlow({ document, canvas }: CommandContext): Promise<void> {
  const text = await openFile('.json,application/json')
  if (text === undefined) return
  const { readFlow } = await import('../document/read-flow.ts')
  const read = readFlow(text)
  if ('problem' in read) return toast({ text: read.problem, icon: 'alert-circle' })
  document.getState().edit('import', (flow) => replaceFlow(flow, read.flow))
  requestAnimationFrame(() => canvas.fit())
}
