/**
 * What the three-message flow must answer, written a second time and in another way: a table of five lines. The fault tests hold
 * the server to it after every crash.
 */
export interface OracleState {
  at: 'nowhere' | 'language' | 'topic'
  language: number
}

const topics = ['What about?', '關於什麼？', '关于什么？']
const answers = [(n: number) => `Answer ${n}`, (n: number) => `答案 ${n}`, (n: number) => `答案 ${n} 号`]

/** The next state and the text of the one message that answers `said`. */
export function oracle(state: OracleState, said: string): { state: OracleState; text: string } {
  const n = Number(said)
  if (state.at === 'nowhere') return { state: { at: 'language', language: 0 }, text: 'Which language?' }
  if (state.at === 'language') return { state: { at: 'topic', language: n - 1 }, text: topics[n - 1] as string }
  return { state: { at: 'nowhere', language: state.language }, text: (answers[state.language] as (n: number) => string)(n) }
}

/** A customer's lines: "hi", a language, a topic, and from the beginning. */
export const script = (length: number, random: () => number): string[] =>
  Array.from({ length }, (_, i) => (i % 3 === 0 ? 'hi' : String(1 + Math.floor(random() * 3))))

/** A small seeded generator, so that a failure can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
