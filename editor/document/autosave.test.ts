import { describe, expect, it } from 'vitest'
import type { FlowView, StaleRevision } from '#schemas/api/flows.ts'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { type AutosavePorts, type KeptDraft, quietMs, type SaveResult, startAutosave } from './autosave.ts'
import { addNote, setFlowName } from './edits.ts'
import { goAlong } from './go-along.ts'
import { createFlowDocument } from './store.ts'

const ada = { id: 'ada', name: 'Ada L.' }
const at = '2026-11-23T10:42:00.000Z'
const opened: FlowView = {
  id: 'f1',
  revision: 3,
  draft: newFlow('Welcome'),
  liveVersion: null,
  paused: false,
  changed: false,
  savedAt: at,
  savedBy: ada,
  problems: [],
}
const theirs: Flow = { ...opened.draft, name: 'Theirs' }
const stale: StaleRevision = { revision: 9, savedBy: ada, savedAt: at, draft: theirs, differences: [] }

/** A document with autosave on a clock that moves by hand, and a server that answers as told. */
function desk(kept?: KeptDraft, { readOnly = false } = {}) {
  const sent: { revision: number; flow: Flow; answer: (result: SaveResult) => Promise<void> }[] = []
  const timers = new Map<number, { at: number; work: () => void }>()
  let [clock, next, store] = [0, 0, kept]
  const ports: AutosavePorts = {
    save: (revision, flow) =>
      new Promise((resolve) => {
        sent.push({ revision, flow, answer })
        async function answer(result: SaveResult): Promise<void> {
          resolve(result)
          await new Promise(setImmediate)
        }
      }),
    kept: {
      read: () => store,
      keep: (draft) => {
        store = draft
      },
      forget: () => {
        store = undefined
      },
    },
    after: (ms, work) => {
      const id = next++
      timers.set(id, { at: clock + ms, work })
      return () => timers.delete(id)
    },
  }
  const document = createFlowDocument('w1', opened, { readOnly })
  const autosave = startAutosave(document, ports)
  const pass = (ms: number) => {
    clock += ms
    for (const [id, timer] of timers)
      if (timer.at <= clock) {
        timers.delete(id)
        timer.work()
      }
  }
  const rename = (name: string) => document.getState().edit('rename', (flow) => setFlowName(flow, name))
  return { document, autosave, sent, pass, rename, kept: () => store, state: () => document.getState() }
}
const saved = (revision: number): SaveResult => ({ kind: 'saved', revision, savedAt: at, problems: [] })

describe('autosave', () => {
  it('sends once when the person pauses, the newest flow on the last revision', async () => {
    const { rename, pass, sent, state } = desk()
    rename('A')
    pass(quietMs - 1)
    rename('B')
    pass(quietMs - 1)
    expect([sent.length, state().saveState]).toEqual([0, 'unsaved'])
    pass(1)
    expect([sent.length, sent[0]?.revision, sent[0]?.flow.name, state().saveState]).toEqual([1, 3, 'B', 'saving'])
    await sent[0]?.answer(saved(4))
    expect([state().saveState, state().revision]).toEqual(['saved', 4])
  })

  it('keeps one request in flight and sends what changed meanwhile on the new revision', async () => {
    const { rename, pass, sent, state } = desk()
    rename('A')
    pass(quietMs)
    rename('B')
    pass(quietMs * 3)
    expect(sent.length).toBe(1)
    await sent[0]?.answer(saved(4))
    expect(state().saveState).toBe('unsaved')
    pass(quietMs)
    expect([sent.length, sent[1]?.revision, sent[1]?.flow.name]).toEqual([2, 4, 'B'])
  })

  it('overwrites nothing when somebody saved first, and sends nothing until the person chooses', async () => {
    const { rename, pass, sent, state, autosave, kept } = desk()
    rename('Mine')
    pass(quietMs)
    await sent[0]?.answer({ kind: 'stale', stale })
    expect([state().saveState, state().flow.name, state().conflict?.savedBy.name]).toEqual(['conflict', 'Mine', 'Ada L.'])
    rename('Mine too')
    pass(60_000)
    expect([sent.length, await autosave.flush(), kept()?.flow.name]).toEqual([1, false, 'Mine'])
    state().takeTheirs()
    expect([state().flow.name, state().revision, state().saveState, state().conflict, kept()]).toEqual([
      'Theirs',
      9,
      'saved',
      undefined,
      undefined,
    ])
    pass(60_000)
    expect(sent.length).toBe(1)
    state().undo()
    pass(quietMs)
    expect([sent.length, state().flow.name, state().canUndo]).toEqual([1, 'Theirs', false])
  })

  it('brings both together when somebody saved another part first; undo takes back one’s own part only', async () => {
    const { document, pass, sent, state, kept } = desk()
    document.getState().edit('note', (flow) => addNote(flow, { id: 'n', position: { x: 0, y: 0 }, text: 'mine' }))
    pass(quietMs)
    await sent[0]?.answer({ kind: 'stale', stale })
    expect([state().saveState, state().flow.name, state().flow.notes.length, state().conflict]).toEqual([
      'unsaved',
      'Theirs',
      1,
      undefined,
    ])
    pass(quietMs)
    expect([sent[1]?.revision, sent[1]?.flow.name, sent[1]?.flow.notes.length]).toEqual([9, 'Theirs', 1])
    await sent[1]?.answer(saved(10))
    state().undo()
    pass(quietMs)
    expect([sent[2]?.revision, sent[2]?.flow.name, sent[2]?.flow.notes, kept()]).toEqual([10, 'Theirs', [], undefined])
  })

  it('asks where both changed the same, sends what was chosen, and undo gives theirs back', async () => {
    const { rename, pass, sent, state } = desk()
    rename('Mine')
    pass(quietMs)
    await sent[0]?.answer({ kind: 'stale', stale })
    state().takeIn(stale)
    expect([state().saveState, state().flow.name]).toEqual(['conflict', 'Mine'])
    state().takeIn(stale, { '/name': 'mine' })
    pass(quietMs)
    expect([sent[1]?.revision, sent[1]?.flow.name]).toEqual([9, 'Mine'])
    await sent[1]?.answer(saved(10))
    state().undo()
    expect(state().flow.name).toBe('Theirs')
  })

  it('tells a kept draft’s own changes from what others saved meanwhile', async () => {
    const base = newFlow('Yesterday')
    const note = { id: 'n', position: { x: 0, y: 0 }, text: 'mine' }
    const { pass, sent, state } = desk({ revision: 2, flow: addNote(base, note), base })
    pass(0)
    await sent[0]?.answer({ kind: 'stale', stale })
    expect([state().conflict, state().flow.name, state().flow.notes]).toEqual([undefined, 'Theirs', [note]])
  })

  it('asks about everything that differs when a kept draft does not know what it was made from', async () => {
    const { pass, sent, state } = desk({ revision: 2, flow: { ...opened.draft, name: 'From yesterday' } })
    pass(0)
    await sent[0]?.answer({ kind: 'stale', stale })
    expect([state().saveState, state().flow.name]).toEqual(['conflict', 'From yesterday'])
  })

  it('is in no conflict with itself when a draft arrived and its answer was lost', async () => {
    const { rename, pass, sent, state, kept } = desk()
    rename('Arrived')
    pass(quietMs)
    await sent[0]?.answer({ kind: 'offline' })
    rename('Newer')
    pass(2000)
    await sent[1]?.answer({ kind: 'stale', stale: { ...stale, revision: 4, draft: structuredClone(sent[0]?.flow as Flow) } })
    expect([state().saveState, state().revision, state().conflict, kept()]).toEqual(['unsaved', 4, undefined, undefined])
    pass(quietMs)
    expect([sent[2]?.revision, sent[2]?.flow.name]).toEqual([4, 'Newer'])
    await sent[2]?.answer(saved(5))
    expect([state().saveState, state().revision]).toEqual(['saved', 5])
  })

  it('is in no conflict with a draft that an earlier visit sent and kept', async () => {
    const { pass, sent, state } = desk({ revision: 2, flow: { ...opened.draft, name: 'Last words' } })
    pass(0)
    await sent[0]?.answer({ kind: 'stale', stale: { ...stale, revision: 3, draft: { ...opened.draft, name: 'Last words' } } })
    expect([state().saveState, state().revision, state().conflict]).toEqual(['saved', 3, undefined])
  })

  it('keeps the draft on this computer without a network and sends it when the network is back', async () => {
    const { rename, pass, sent, state, autosave, kept } = desk()
    rename('On the train')
    pass(quietMs)
    await sent[0]?.answer({ kind: 'offline' })
    expect([state().saveState, kept()?.flow.name, kept()?.revision]).toEqual(['offline', 'On the train', 3])
    rename('In the tunnel')
    expect(kept()?.flow.name).toBe('In the tunnel')
    autosave.retry()
    pass(0)
    await sent[1]?.answer(saved(4))
    expect([sent[1]?.flow.name, state().saveState, kept()]).toEqual(['In the tunnel', 'saved', undefined])
  })

  it('picks up what an earlier visit could not send, on the revision it was made from', () => {
    const { pass, sent, state } = desk({ revision: 2, flow: { ...opened.draft, name: 'From yesterday' } })
    pass(0)
    expect([sent[0]?.revision, sent[0]?.flow.name, state().undoLabel]).toEqual([2, 'From yesterday', 'recover'])
  })

  it('says why the server refuses a draft and tries again after the next edit', async () => {
    const { rename, pass, sent, state } = desk()
    rename('A')
    pass(quietMs)
    await sent[0]?.answer({ kind: 'refused', message: 'The draft is too large.' })
    expect([state().saveState, state().saveError]).toEqual(['failed', 'The draft is too large.'])
    rename('B')
    pass(quietMs)
    await sent[1]?.answer(saved(4))
    expect([state().saveState, state().saveError]).toEqual(['saved', undefined])
  })

  it('saving is no edit: it leaves undo and redo alone', async () => {
    const { rename, pass, sent, state, document } = desk()
    rename('A')
    document.getState().edit('note', (flow) => addNote(flow, { id: 'n', position: { x: 0, y: 0 }, text: 'hi' }))
    state().undo()
    pass(quietMs)
    await sent[0]?.answer(saved(4))
    expect([state().undoLabel, state().redoLabel, state().revision]).toEqual(['rename', 'note', 4])
  })

  it('a read-only flow is neither edited nor sent', () => {
    const document = createFlowDocument('w1', opened, { readOnly: true })
    document.getState().edit('rename', (flow) => setFlowName(flow, 'No'))
    expect([document.getState().flow.name, document.getState().saveState]).toEqual(['Welcome', 'read-only'])
  })
})

describe('going along with others', () => {
  const theirSave = async (): Promise<FlowView> => ({ ...opened, revision: 4, draft: theirs, liveVersion: 2 })

  it('takes in what they saved, also for somebody who may only look; nothing of it is unsaved', async () => {
    for (const readOnly of [false, true]) {
      const { document, autosave, state, sent, pass } = desk(undefined, { readOnly })
      await goAlong(document, theirSave)
      pass(60_000)
      expect([state().flow.name, state().revision, state().liveVersion]).toEqual(['Theirs', 4, 2])
      expect([state().saveState, autosave.unsaved(), sent.length]).toEqual([readOnly ? 'read-only' : 'saved', false, 0])
    }
  })

  it('brings what they saved together with what one has not saved yet, without a question', async () => {
    const { document, state, pass, sent } = desk()
    document.getState().edit('note', (flow) => addNote(flow, { id: 'n', position: { x: 0, y: 0 }, text: 'mine' }))
    await goAlong(document, theirSave)
    expect([state().flow.name, state().flow.notes.length, state().revision, state().saveState]).toEqual([
      'Theirs',
      1,
      4,
      'unsaved',
    ])
    pass(quietMs)
    expect([sent.length, sent[0]?.revision, sent[0]?.flow.notes.length]).toEqual([1, 4, 1])
  })

  it('leaves one’s own undo: what was done before they saved can still be taken back', async () => {
    const { document, state, rename, pass, sent } = desk()
    document.getState().edit('note', (flow) => addNote(flow, { id: 'n', position: { x: 0, y: 0 }, text: 'mine' }))
    pass(quietMs)
    await sent[0]?.answer(saved(4))
    await goAlong(document, async () => ({ ...opened, revision: 5, draft: { ...state().flow, name: 'Theirs' } }))
    state().undo()
    expect([state().flow.name, state().flow.notes]).toEqual(['Theirs', []])
    state().redo()
    rename('Mine')
    expect([state().flow.notes.length, state().undoLabel]).toEqual([1, 'rename'])
  })

  it('leaves changes of one’s own alone', async () => {
    const { document, state, rename } = desk()
    rename('Mine')
    await goAlong(document, theirSave)
    expect([state().flow.name, state().revision]).toEqual(['Mine', 3])
  })
})
