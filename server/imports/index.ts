// People in from files, and out to them: what the rest of the server may use of it.
export { checkImport, importPeople } from './import-step.ts'
export { undoImport } from './undo-import.ts'
