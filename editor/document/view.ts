import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Category } from '#nodes/contract.ts'
import type { FlowStatistics } from '#schemas/api/statistics.ts'
import type { Language } from '#schemas/text.ts'
import type { Choices } from './merge.ts'

export type Mode = 'build' | 'statistics'
export type Panel = 'inspector' | 'try' | 'versions' | 'json' | 'problems' | 'variables' | 'merge' | 'hours'
export type Dialog = 'publish' | 'settings' | 'shortcuts' | 'rename'

/** What the numbers are about, beside the version that is shown; empty fields mean all. Days are `YYYY-MM-DD`. */
export interface StatisticsFilter {
  from?: string
  to?: string
  channel?: string
  language?: Language
}

/** The way a tried chat went, lit on the canvas. */
export interface LitPath {
  nodes: string[]
  edges: string[]
  current?: string
}

/** What a card says of the variable that is looked at: "sets it, reads 2". */
export interface Mark {
  sets: boolean
  words: string
}

/** How the flow is looked at: nothing here is saved, undone or sent. */
export interface FlowViewState {
  /** Ids of nodes and notes, and of edges. */
  selection: { nodes: string[]; edges: string[] }
  /** The language the cards are shown in. */
  language: Language
  mode: Mode
  panel: Panel | null
  dialog: Dialog | null
  litPath: LitPath | null
  statistics: FlowStatistics | null
  statisticsFilter: StatisticsFilter
  /** The variable that the list of variables is open for. */
  variable: string | null
  /** The cards that set or read it, by their ids; the others step back. */
  marks: Record<string, Mark> | null
  /** Groups of the palette that are folded. */
  collapsed: Category[]
  /** Where the canvas shall go; `path` is the setting the inspector shall focus. A new object is a new request. */
  target: { nodeId: string; path?: string } | null
  /** What was chosen so far where a colleague and I changed the same. */
  choices: Choices
  /** The setting of the flow that its settings shall put the cursor into: a JSON Pointer into the flow. */
  settingsPath: string | null
  /** Said to screen readers. */
  announcement: string

  select(nodes: string[], edges?: string[]): void
  show(panel: Panel | null): void
  open(dialog: Dialog | null): void
  /** Opens the flow's settings, at one of them. */
  openSettings(path: string): void
  setMode(mode: Mode): void
  setLanguage(language: Language): void
  light(path: LitPath | null): void
  setStatistics(statistics: FlowStatistics | null): void
  filterStatistics(change: Partial<StatisticsFilter>): void
  toggleGroup(category: Category): void
  /** Opens the list of variables at one of them. */
  showVariable(name: string | null): void
  mark(marks: Record<string, Mark> | null): void
  /** Moves the canvas to a node and selects it; the open panel stays. */
  pointAt(nodeId: string): void
  /** Selects a node, moves the canvas to it and, with a path, puts the cursor into that setting. */
  jumpTo(nodeId: string, path?: string): void
  choose(choices: Choices): void
  announce(text: string): void
}

export type FlowLook = StoreApi<FlowViewState>

/** The view of a flow that was just opened. */
export const createFlowLook = (language: Language, collapsed: Category[] = [], shown: Partial<FlowViewState> = {}): FlowLook =>
  createStore<FlowViewState>()((set) => ({
    selection: { nodes: [], edges: [] },
    language,
    mode: 'build',
    panel: null,
    dialog: null,
    litPath: null,
    statistics: null,
    statisticsFilter: {},
    variable: null,
    marks: null,
    collapsed,
    target: null,
    choices: {},
    settingsPath: null,
    announcement: '',
    select: (nodes, edges = []) =>
      set((state) => ({
        selection: { nodes, edges },
        // One node opens its settings, and its own figures in place of the flow's; the panels that are about the whole flow stay.
        panel:
          nodes.length === 1 && state.panel === null && state.mode === 'build'
            ? 'inspector'
            : (nodes.length === 0 && state.panel === 'inspector') || (nodes.length === 1 && state.panel === 'hours')
              ? null
              : state.panel,
      })),
    show: (panel) => set(panel === 'try' ? { panel } : { panel, litPath: null }),
    open: (dialog) => set({ dialog, settingsPath: null }),
    openSettings: (settingsPath) => set({ dialog: 'settings', settingsPath }),
    setMode: (mode) => set({ mode, panel: null, litPath: null }),
    setLanguage: (language) => set({ language }),
    light: (litPath) => set({ litPath }),
    setStatistics: (statistics) => set({ statistics }),
    filterStatistics: (change) => set((state) => ({ statisticsFilter: { ...state.statisticsFilter, ...change } })),
    toggleGroup: (category) =>
      set(({ collapsed: folded }) => ({
        collapsed: folded.includes(category) ? folded.filter((each) => each !== category) : [...folded, category],
      })),
    showVariable: (variable) => set({ variable, panel: 'variables', litPath: null, mode: 'build', dialog: null }),
    mark: (marks) => set({ marks }),
    pointAt: (nodeId) => set({ target: { nodeId }, selection: { nodes: [nodeId], edges: [] } }),
    jumpTo: (nodeId, path) =>
      set({
        target: { nodeId, ...(path === undefined ? {} : { path }) },
        selection: { nodes: [nodeId], edges: [] },
        mode: 'build',
        panel: 'inspector',
      }),
    choose: (choices) => set((state) => ({ choices: { ...state.choices, ...choices } })),
    announce: (announcement) => set({ announcement }),
    ...shown,
  }))
