// What was said, by its words: what the rest of the server may use of it.
export { findTurns, wordsAsKnown, wordsAsked } from './find-turns.ts'
export { projectWords } from './project-words.ts'
export { forgetWords, remakeWords } from './remake-words.ts'
export { nameSnippetOf, snippetOf } from './snippet.ts'
export { searchableIn, wordsOfPerson } from './words-of-turn.ts'
