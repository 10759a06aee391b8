import { job, jobs } from '#schemas/api/jobs.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { roles } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { cancelJob, listJobs, readJob } from './job-view.ts'

const path = '/workspaces/{w}/jobs'
/** Everybody sees their own; `may.readAllJobs` says who sees all. */
const who = { roles }

export const jobRoutes = [
  route({
    method: 'get',
    path,
    who,
    summary: 'Work in the background, the newest first: one’s own; an owner or admin sees everybody’s',
    query: pageQuery,
    reply: jobs,
    handle: ({ deps, query, ...who }) => listJobs(deps, who, query),
  }),
  route({
    method: 'get',
    path: `${path}/{k}`,
    who,
    summary: 'One piece of work in the background, and how far it is',
    reply: job,
    handle: ({ deps, params, ...who }) => readJob(deps, who, params.k),
  }),
  route({
    method: 'post',
    path: `${path}/{k}/cancel`,
    who,
    summary: 'Stop it before its next step; what is done stays done',
    reply: job,
    errors: ['job-goes-on'],
    handle: ({ deps, params, ...who }) => cancelJob(deps, who, params.k),
  }),
]
