import { createStore, type StoreApi } from 'zustand/vanilla'
import type { From, Point } from '../document/edits.ts'

/** Where a chosen node type goes: after a node, into an edge, to the end of an edge being drawn, or just there. */
export type Placement =
  | { kind: 'free' }
  | { kind: 'after'; nodeId: string }
  | { kind: 'edge'; edgeId: string }
  | { kind: 'from'; from: From }

/** The node picker, open at a point of the screen; the new node goes to a point of the flow. */
export interface Picking {
  screen: Point
  at: Point
  placement: Placement
}

/** What a context menu is about. */
export type MenuTarget = { kind: 'node' | 'edge' | 'note'; id: string } | { kind: 'pane' } | { kind: 'selection' }

/** What floats over the canvas for a moment. */
export interface OverlayState {
  picking: Picking | null
  menu: { screen: Point; at: Point; target: MenuTarget } | null
  finder: boolean
  /** The node whose name is being written, on its card or in its settings where the card has no room; or the note whose text is. */
  writing: string | null
  /** The node that "Connect to…" asks about. */
  connecting: { nodeId: string; output?: string } | null
  /** The node that "What leads here?" asks about; `edgeId`: the edge that the chosen way takes the place of. */
  leading: { nodeId: string; edgeId?: string | undefined } | null
  /** A node type on its way from the palette. */
  ghost: { type: string; screen: Point; over: boolean } | null
  /** The edge that a drop would insert into. */
  dropEdge: string | null
  /** The edge under the pointer: it shows its plus. */
  hoveredEdge: string | null
  /** Seen from under half size: cards show their names only. */
  far: boolean
}

export type Overlays = StoreApi<OverlayState>

export const createOverlays = (): Overlays =>
  createStore<OverlayState>()(() => ({
    picking: null,
    menu: null,
    finder: false,
    writing: null,
    connecting: null,
    leading: null,
    ghost: null,
    dropEdge: null,
    hoveredEdge: null,
    far: false,
  }))
