import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import * as edits from './edits.ts'
import { emptyHistory, type History, lifted, record, redo, undo } from './history.ts'
import { merge } from './merge.ts'
import { type Change, someChange } from './testing.ts'

const start = { document: newFlow('Welcome'), history: emptyHistory }

type State = { document: Flow; history: History }
const make = (state: State, { label, change, merge }: Change): State =>
  record(state.history, state.document, label, change, merge)

describe('the history of a flow', () => {
  it('undo after any edit gives the flow before it, redo the flow after it', () => {
    fc.assert(
      fc.property(fc.array(someChange, { minLength: 1, maxLength: 25 }), (changes) => {
        const states: State[] = [start]
        for (const change of changes) states.push(make(states.at(-1) as State, { label: change.label, change: change.change }))
        let state = states.at(-1) as State
        const seen = states.filter((each, i) => i === 0 || each.history !== states[i - 1]?.history)
        for (let i = seen.length - 2; i >= 0; i--) {
          state = undo(state.history, state.document) as State
          expect(state.document).toEqual(seen[i]?.document)
        }
        expect(undo(state.history, state.document)).toBeUndefined()
        for (let i = 1; i < seen.length; i++) {
          state = redo(state.history, state.document) as State
          expect(state.document).toEqual(seen[i]?.document)
        }
        expect(redo(state.history, state.document)).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })

  it('undoing everything gives the first flow back, with gestures merged or not', () => {
    fc.assert(
      fc.property(fc.array(someChange, { maxLength: 30 }), (changes) => {
        let state: State = changes.reduce(make, start)
        const last = state.document
        let steps = 0
        for (let back = undo(state.history, state.document); back; back = undo(state.history, state.document)) {
          state = back
          steps++
        }
        expect(state.document).toEqual(start.document)
        expect(steps).toBeLessThanOrEqual(changes.length)
        for (let forth = redo(state.history, state.document); forth; forth = redo(state.history, state.document)) state = forth
        expect(state.document).toEqual(last)
      }),
      { numRuns: 200 },
    )
  })

  it('a drag of thirty moves is one step, and the next drag another', () => {
    const move = (gesture: string, x: number): Change => ({
      label: 'Move',
      merge: gesture,
      change: (flow) => edits.moveNodes(flow, { start: { x, y: 0 } }),
    })
    let state: State = start
    for (let x = 1; x <= 30; x++) state = make(state, move('drag-1', x))
    for (let x = 31; x <= 60; x++) state = make(state, move('drag-2', x))
    expect(state.history.past.map((step) => step.label)).toEqual(['Move', 'Move'])
    const back = undo(state.history, state.document) as State
    expect(back.document.nodes[0]?.position.x).toBe(30)
    expect(undo(back.history, back.document)?.document.nodes[0]?.position.x).toBe(0)
  })

  it('typing on after an undo starts a new gesture', () => {
    const type = (text: string): Change => ({
      label: 'Edit',
      merge: 'text',
      change: (f) => edits.setConfig(f, 'start', '/text', text),
    })
    let state = make(make(start, { label: 'Name', change: (f) => edits.setFlowName(f, 'A') }), type('H'))
    state = undo(state.history, state.document) as State
    state = redo(state.history, state.document) as State
    state = make(state, type('He'))
    expect(state.history.past.map((step) => step.label)).toEqual(['Name', 'Edit', 'Edit'])
  })

  it('an edit that changes nothing leaves no step and keeps what can be redone', () => {
    const named = make(start, { label: 'Name', change: (flow) => edits.setFlowName(flow, 'Other') })
    const back = undo(named.history, named.document) as State
    const same = make(back, { label: 'Nothing', change: (flow) => edits.disconnect(flow, ['none']) })
    expect(same.history).toBe(back.history)
    expect(redo(same.history, same.document)?.document.name).toBe('Other')
  })

  it('an edit after an undo forgets the undone steps', () => {
    const named = make(start, { label: 'Name', change: (flow) => edits.setFlowName(flow, 'Other') })
    const back = undo(named.history, named.document) as State
    const again = make(back, { label: 'Name', change: (flow) => edits.setFlowName(flow, 'Third') })
    expect(again.history.future).toEqual([])
  })

  it('a move of one node among five hundred is remembered in two small patches', () => {
    let flow = start.document
    for (let i = 0; i < 500; i++) flow = edits.addNode(flow, { id: `n${i}`, type: 'menu', position: { x: 0, y: 0 }, config: {} })
    const moved = record(emptyHistory, flow, 'Move', (f) => edits.moveNodes(f, { n7: { x: 20, y: 40 } }))
    expect(moved.history.past[0]?.patches).toEqual([
      { op: 'replace', path: ['nodes', 8, 'position', 'x'], value: 20 },
      { op: 'replace', path: ['nodes', 8, 'position', 'y'], value: 40 },
    ])
  })
})

describe('the history of a flow that somebody else changed meanwhile', () => {
  it('undoing all of mine gives what they saved, redoing all gives both again', () => {
    const changes = fc.array(someChange, { maxLength: 10 })
    fc.assert(
      fc.property(changes, changes, changes, (before, mine, theirs) => {
        const shared = before.reduce(make, start)
        const own = mine.reduce(make, { document: shared.document, history: emptyHistory })
        const saved = structuredClone(theirs.reduce(make, shared).document)
        const lift = (flow: Flow) => merge(shared.document, flow, saved).flow
        const both = lift(own.document)
        let state: State = { document: both, history: lifted(own.history, own.document, lift) }
        for (let back = undo(state.history, state.document); back; back = undo(state.history, state.document)) state = back
        expect(state.document).toEqual(saved)
        for (let forth = redo(state.history, state.document); forth; forth = redo(state.history, state.document)) state = forth
        expect(state.document).toEqual(both)
      }),
    )
  })

  it('a step that only did what they overruled is gone; one that did more takes back the rest', () => {
    const named = make(start, { label: 'Name', change: (flow) => edits.setFlowName(flow, 'Mine') })
    const both = make(named, {
      label: 'Both',
      change: (flow) => edits.addNote(edits.setFlowName(flow, 'Mine again'), { id: 'n', position: { x: 0, y: 0 }, text: '' }),
    })
    const theirs = edits.setFlowName(start.document, 'Theirs')
    const lift = (flow: Flow) => merge(start.document, flow, theirs).flow
    const history = lifted(both.history, both.document, lift)
    expect(history.past.map(({ label }) => label)).toEqual(['Both'])
    const back = undo(history, lift(both.document))
    expect([back?.document.name, back?.document.notes]).toEqual(['Theirs', []])
  })
})
