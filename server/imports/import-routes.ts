import {
  exportAsked,
  importChange,
  importRows,
  importRowsQuery,
  importView,
  importViews,
  newImportQuery,
} from '#schemas/api/imports.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { AppError } from '../errors.ts'
import type { FileGiven } from '../files/index.ts'
import { fileRoute, route } from '../http/route.ts'
import { cancelJob } from '../jobs/job-view.ts'
import { beginImport, dropImport, newImport, takeBackImport } from './begin-import.ts'
import { exportPeople } from './export-people.ts'
import { findImport, importViewOf, listImports, listRows, refusedRows } from './import-view.ts'
import { largestUpload } from './keep-upload.ts'

const path = '/workspaces/{w}/imports'
const who = { roles: may.importContacts }
/** What browsers and systems call such a file. */
const types = [
  'text/csv',
  'multipart/form-data',
  'text/plain',
  'text/tab-separated-values',
  'application/csv',
  'application/vnd.ms-excel',
  'application/octet-stream',
]

export const importRoutes = [
  route({
    method: 'post',
    path,
    who,
    summary: 'Import people from a CSV file; with `dry=true` only say what would become of each row',
    query: newImportQuery,
    takesFile: { types, mostBytes: largestUpload },
    reply: importView,
    status: 201,
    handle: ({ deps, query, body, ...actor }) => newImport(deps, actor, query, body as FileGiven),
  }),
  route({
    method: 'get',
    path,
    who,
    summary: 'Files of people that were imported, or could be, the newest first',
    query: pageQuery,
    reply: importViews,
    handle: ({ deps, query, workspaceId }) => listImports(deps, workspaceId, query),
  }),
  route({
    method: 'get',
    path: `${path}/{importId}`,
    who,
    summary: 'A file of people: how it is read, how far it is, what came of it',
    reply: importView,
    handle: async ({ deps, params, workspaceId }) =>
      importViewOf(deps, await findImport(deps.store, workspaceId, params.importId)),
  }),
  route({
    method: 'delete',
    path: `${path}/{importId}`,
    who,
    summary: 'Throw a file away; what was imported from it stays, and cannot be taken back any more',
    errors: ['nothing-to-do'],
    handle: ({ deps, params, ...actor }) => dropImport(deps, actor, params.importId),
  }),
  route({
    method: 'post',
    path: `${path}/{importId}/check`,
    who,
    summary: 'Try a file again, read in another way',
    body: importChange,
    bodyMaybe: true,
    reply: importView,
    errors: ['nothing-to-do'],
    handle: ({ deps, params, body, ...actor }) => beginImport(deps, actor, params.importId, body, 'check'),
  }),
  route({
    method: 'post',
    path: `${path}/{importId}/start`,
    who,
    summary: 'Import the people of a file that was tried',
    body: importChange,
    bodyMaybe: true,
    reply: importView,
    errors: ['nothing-to-do'],
    handle: ({ deps, params, body, ...actor }) => beginImport(deps, actor, params.importId, body, 'run'),
  }),
  route({
    method: 'post',
    path: `${path}/{importId}/cancel`,
    who,
    summary: 'Stop an import before its next rows; what is written stays until it is taken back',
    reply: importView,
    errors: ['job-goes-on'],
    handle: async ({ deps, params, ...asks }) => {
      const doc = await findImport(deps.store, asks.workspaceId, params.importId)
      if (!doc.latest) throw new AppError('job-goes-on')
      await cancelJob(deps, asks, doc.latest.job)
      return importViewOf(deps, doc)
    },
  }),
  route({
    method: 'post',
    path: `${path}/{importId}/undo`,
    who,
    summary: 'Put back what an import wrote and nobody changed since',
    reply: importView,
    errors: ['nothing-to-do'],
    handle: ({ deps, params, ...actor }) => takeBackImport(deps, actor, params.importId),
  }),
  route({
    method: 'get',
    path: `${path}/{importId}/rows`,
    who,
    summary: 'What became of rows, or would: of all that stay out, and of the first of the others',
    query: importRowsQuery,
    reply: importRows,
    handle: async ({ deps, params, query, workspaceId }) =>
      listRows(deps.store, await findImport(deps.store, workspaceId, params.importId), query),
  }),
  fileRoute({
    method: 'get',
    path: `${path}/{importId}/refused`,
    who,
    summary: 'The rows that stayed out, as a file to mend',
    handle: async ({ deps, params, workspaceId }) =>
      refusedRows(deps.store, await findImport(deps.store, workspaceId, params.importId)),
  }),
  fileRoute({
    method: 'post',
    path: '/workspaces/{w}/contacts/export',
    who: { roles: may.exportContacts },
    summary: 'People as a CSV file: chosen ones, those a filter finds, or everybody',
    body: exportAsked,
    bodyMaybe: true,
    bodyLimit: 1024 * 1024,
    handle: ({ deps, body, ...actor }) => exportPeople(deps, actor, body),
  }),
]
