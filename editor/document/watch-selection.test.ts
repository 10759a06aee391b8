import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import * as edits from './edits.ts'
import { createFlowDocument } from './store.ts'
import { createFlowLook } from './view.ts'
import { watchSelection } from './watch-selection.ts'

const withMessage = (flow: ReturnType<typeof newFlow>) =>
  edits.addNode(flow, { id: 'm', type: 'send-message', position: { x: 0, y: 200 }, config: { text: { en: 'Hi' } } })

it('a card that is gone, by undo or by a colleague, is not selected any more', () => {
  const at = '2026-11-23T10:42:00.000Z'
  const by = { id: 'ada', name: 'Ada L.' }
  const document = createFlowDocument('w', {
    ...{ id: 'f1', revision: 1, draft: newFlow('Shop'), liveVersion: null, paused: false, changed: false },
    ...{ savedAt: at, savedBy: by, problems: [] },
  })
  const look = createFlowLook('en')
  watchSelection(document, look)
  document.getState().edit('add', withMessage)
  look.getState().select(['m'])
  document.getState().edit('move', (flow) => edits.moveNodes(flow, { m: { x: 9, y: 9 } }))
  expect(look.getState().selection.nodes).toEqual(['m'])
  document.getState().undo()
  document.getState().undo()
  expect(look.getState().selection.nodes).toEqual([])
  expect(look.getState().panel).toBe(null)
})
