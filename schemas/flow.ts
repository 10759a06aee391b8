import type { Command } from './command.ts'
import { starterCommands, starterFallback } from './starter-words.ts'
import { identifier, type Language, type LocalisedText, languageTag, localisedText, localisedWords } from './text.ts'

/** The newest shape of a saved flow. Older ones are lifted by `schemas/migrations`. */
export const flowSchemaVersion = 1

/**
 * A flow as it is drawn, saved, published, exported and imported.
 * Nodes and edges carry React Flow's names (`position`, `data`, `source`, `sourceHandle`, `target`), so a graph can be pasted.
 */
export interface Flow {
  schemaVersion: 1
  name: string
  languages: { default: Language; offered: Language[] }
  variables: Variable[]
  nodes: FlowNode[]
  edges: FlowEdge[]
  notes: Note[]
  settings: FlowSettings
}

export interface FlowNode {
  id: string
  type: string
  position: { x: number; y: number }
  data: NodeData
}

export interface NodeData {
  name?: string
  config: NodeConfig
  /** Languages in which its texts are older than in the main one: that was written anew, and nobody has looked at these since. */
  outdated?: Language[]
}

/** The settings of one node; each node type has its own JSON Schema. */
// biome-ignore lint/suspicious/noExplicitAny: a config is checked by its node type's own schema
export type NodeConfig = Record<string, any>

/** `sourceHandle` is the name of the output the edge leaves from. */
export interface FlowEdge {
  id: string
  source: string
  sourceHandle: string
  target: string
}

export interface Variable {
  name: string
  type: 'text' | 'number' | 'boolean' | 'date' | 'list'
  label?: string
  /** Masked in logs and in the inbox. */
  sensitive?: boolean
}

export interface Note {
  id: string
  position: { x: number; y: number }
  text: string
  width?: number
  height?: number
}

export interface FlowSettings {
  /** How long an unanswered question counts as waiting before it counts as dropped, in seconds. */
  answerWindowSeconds: number
  /** Who may start this flow again: always, once per contact, or again after some seconds. */
  reentry: { mode: 'always' | 'once' } | { mode: 'after'; seconds: number }
  /** Words that work everywhere in the flow, per language. */
  commands: Command[]
  /** Said when a node fails and its error output leads nowhere; then the chat goes to a person. */
  fallbackText: LocalisedText
}

const position = {
  type: 'object',
  required: ['x', 'y'],
  additionalProperties: false,
  properties: {
    x: { type: 'number', minimum: -1_000_000, maximum: 1_000_000 },
    y: { type: 'number', minimum: -1_000_000, maximum: 1_000_000 },
  },
} as const

const pathName = '[\\p{L}\\p{N}_@$][\\p{L}\\p{M}\\p{N}_@$-]*'
const pathBracket = '\\[(-?\\d+|\'[^\']*\'|"[^"]*")\\]'

export const variableName = { type: 'string', pattern: '^[a-z][A-Za-z0-9_]{0,49}$', 'x-reason': 'is no variable name' } as const

/**
 * The path of a value: `order.items[0].name`, `items.0`, `contact.fields.role`, `data["gift note"]`. As `readPath` in `runtime`
 * reads it; what does not fit reads nothing.
 */
export const valuePath = {
  type: 'string',
  maxLength: 200,
  pattern: `^\\s*(${pathName}|${pathBracket})(\\.${pathName}|${pathBracket})*\\s*$`,
  'x-reason': 'is not a path',
} as const

/** The saved flow document (JSON Schema 2020-12). What it cannot say (dangling edges, unknown types) the doctor says. */
export const flowSchema = {
  $id: 'alur:flow',
  type: 'object',
  required: ['schemaVersion', 'name', 'languages', 'variables', 'nodes', 'edges', 'notes', 'settings'],
  additionalProperties: false,
  properties: {
    schemaVersion: { const: flowSchemaVersion },
    name: { type: 'string', minLength: 1, maxLength: 120 },
    languages: {
      type: 'object',
      required: ['default', 'offered'],
      additionalProperties: false,
      properties: {
        default: languageTag,
        offered: { type: 'array', minItems: 1, maxItems: 40, uniqueItems: true, items: languageTag },
      },
    },
    variables: {
      type: 'array',
      maxItems: 500,
      items: {
        'x-component': 'FlowVariable',
        type: 'object',
        required: ['name', 'type'],
        additionalProperties: false,
        properties: {
          name: variableName,
          type: { enum: ['text', 'number', 'boolean', 'date', 'list'] },
          label: { type: 'string', maxLength: 120 },
          sensitive: { type: 'boolean' },
        },
      },
    },
    nodes: {
      type: 'array',
      maxItems: 5000,
      items: {
        'x-component': 'FlowNode',
        type: 'object',
        required: ['id', 'type', 'position', 'data'],
        additionalProperties: false,
        properties: {
          id: identifier,
          type: identifier,
          position,
          data: {
            type: 'object',
            required: ['config'],
            additionalProperties: false,
            properties: {
              name: { type: 'string', maxLength: 80 },
              config: { type: 'object', description: 'By the node’s type: see NodeConfigs' },
              outdated: { type: 'array', maxItems: 40, uniqueItems: true, items: languageTag },
            },
          },
        },
      },
    },
    edges: {
      type: 'array',
      maxItems: 20_000,
      items: {
        'x-component': 'FlowEdge',
        type: 'object',
        required: ['id', 'source', 'sourceHandle', 'target'],
        additionalProperties: false,
        properties: {
          id: { type: 'string', minLength: 1, maxLength: 200 },
          source: identifier,
          sourceHandle: identifier,
          target: identifier,
        },
      },
    },
    notes: {
      type: 'array',
      maxItems: 500,
      items: {
        type: 'object',
        required: ['id', 'position', 'text'],
        additionalProperties: false,
        properties: {
          id: identifier,
          position,
          text: { type: 'string', maxLength: 5000 },
          width: { type: 'number', minimum: 80, maximum: 2000 },
          height: { type: 'number', minimum: 40, maximum: 2000 },
        },
      },
    },
    settings: {
      type: 'object',
      required: ['answerWindowSeconds', 'reentry', 'commands', 'fallbackText'],
      additionalProperties: false,
      properties: {
        answerWindowSeconds: { type: 'integer', minimum: 60, maximum: 31_536_000 },
        reentry: {
          type: 'object',
          required: ['mode'],
          additionalProperties: false,
          properties: {
            mode: { enum: ['always', 'once', 'after'] },
            seconds: { type: 'integer', minimum: 1, maximum: 31_536_000 },
          },
          if: { properties: { mode: { const: 'after' } } },
          // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
          then: { required: ['seconds'] },
        },
        commands: {
          type: 'array',
          maxItems: 20,
          items: {
            type: 'object',
            required: ['id', 'words', 'action'],
            additionalProperties: false,
            properties: {
              id: identifier,
              words: localisedWords,
              action: { enum: ['restart', 'hand-off', 'stop'] },
              reply: localisedText,
            },
          },
        },
        fallbackText: localisedText,
      },
    },
  },
} as const

/** An empty flow with one start node, as "New flow" makes it. */
export function newFlow(name: string, language: Language = 'en'): Flow {
  return {
    schemaVersion: flowSchemaVersion,
    name,
    languages: { default: language, offered: [language] },
    variables: [],
    nodes: [{ id: 'start', type: 'start', position: { x: 0, y: 0 }, data: { config: { trigger: 'any-message' } } }],
    edges: [],
    notes: [],
    settings: {
      answerWindowSeconds: 86_400,
      reentry: { mode: 'always' },
      commands: starterCommands(language),
      fallbackText: starterFallback(language),
    },
  }
}
