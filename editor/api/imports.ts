import type { ExportAsked, ImportChange, ImportRow, ImportView } from '#schemas/api/imports.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { RowOutcome } from '#schemas/people-file.ts'
import { request, requestFile, sendFile } from './request.ts'

const path = (w: string, id = '') => `/workspaces/${w}/imports${id && `/${id}`}`

/** Files of people, the newest first. */
export const listImports = (w: string, after?: string) =>
  request<Listing<ImportView>>('GET', path(w), undefined, { after, limit: 50 })
export const getImport = (w: string, id: string) => request<ImportView>('GET', path(w, id))

/** Brings a file there and tries it: nothing is written. */
export const tryFile = (w: string, file: File) =>
  sendFile<ImportView>(path(w), new File([file], file.name, { type: 'text/csv' }), { dry: 'true' })
/** Tries it again, read in another way. */
export const checkImport = (w: string, id: string, change: ImportChange) =>
  request<ImportView>('POST', `${path(w, id)}/check`, change)
export const startImport = (w: string, id: string) => request<ImportView>('POST', `${path(w, id)}/start`, {})
export const cancelImport = (w: string, id: string) => request<ImportView>('POST', `${path(w, id)}/cancel`)
export const undoImport = (w: string, id: string) => request<ImportView>('POST', `${path(w, id)}/undo`)
export const deleteImport = (w: string, id: string) => request<void>('DELETE', path(w, id))

export const listImportRows = (w: string, id: string, outcome: RowOutcome, after?: string) =>
  request<Listing<ImportRow>>('GET', `${path(w, id)}/rows`, undefined, { outcome, after, limit: 50 })
/** The rows that stayed out, as a file to mend. */
export const refusedRows = (w: string, id: string) => requestFile(`${path(w, id)}/refused`)

/** People as a CSV file. */
export const exportPeople = (w: string, asked: ExportAsked) => requestFile(`/workspaces/${w}/contacts/export`, asked)
