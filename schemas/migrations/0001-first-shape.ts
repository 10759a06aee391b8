import type { Migration } from './migration.ts'

type Json = Record<string, unknown>

/**
 * To schemaVersion 1. Before it there was one text per setting, in the flow's first language; a node's settings lay directly in
 * `data`; `langs` was a plain list; variables were names; an edge without a handle left from the only output.
 */
export const firstShape: Migration = ({ langs, ...document }) => {
  const offered = isList(langs) && langs.length > 0 ? langs : ['en']
  const language = typeof offered[0] === 'string' ? offered[0] : 'en'
  return {
    name: 'Untitled flow',
    languages: { default: language, offered },
    notes: [],
    ...document,
    schemaVersion: 1,
    variables: each(document.variables ?? [], (variable) =>
      typeof variable === 'string' ? { name: variable, type: 'text' } : variable,
    ),
    nodes: each(document.nodes, (node) => (isObject(node) ? liftNode(node, language) : node)),
    edges: each(document.edges ?? [], (edge, index) => (isObject(edge) ? liftEdge(edge, index) : edge)),
    settings: isObject(document.settings ?? {}) ? liftSettings((document.settings ?? {}) as Json, language) : document.settings,
  }
}

function liftNode(node: Json, language: string): Json {
  const data = isObject(node.data) ? node.data : {}
  const { name, config, ...loose } = data
  const settings = isObject(config) ? config : loose
  return {
    position: { x: 0, y: 0 },
    ...node,
    data: { ...(name === undefined ? {} : { name }), config: localised(settings, language) },
  }
}

const liftEdge = (edge: Json, index: number): Json => ({
  ...edge,
  id: edge.id ?? `e${index + 1}`,
  sourceHandle: edge.sourceHandle ?? 'next',
})

const liftSettings = (settings: Json, language: string): Json => ({
  answerWindowSeconds: 86_400,
  reentry: { mode: 'always' },
  commands: [],
  fallbackText: { [language]: 'Something went wrong on our side. A colleague will help you here.' },
  ...localised(settings, language, ['fallbackText']),
})

/** The settings that were prose, then as now, with one more level. */
const proseKeys = ['text', 'label', 'description', 'button', 'caption', 'invalidText', 'noAnswerText', 'closingText']

/** Lists of settings were at most lists of lists. */
const maxDepth = 4

function localised(settings: Json, language: string, keys = proseKeys, depth = 0): Json {
  const lifted: Json = {}
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value === 'string' && keys.includes(key)) lifted[key] = { [language]: value }
    else if (isList(value) && depth < maxDepth)
      lifted[key] = value.map((item) => (isObject(item) ? localised(item, language, keys, depth + 1) : item))
    else lifted[key] = value
  }
  return lifted
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown): value is unknown[] => Array.isArray(value)
/** What is no list stays what it is, for the schema to refuse: a broken file must not become an empty flow. */
const each = (value: unknown, lift: (item: unknown, index: number) => unknown): unknown =>
  isList(value) ? value.map(lift) : value
