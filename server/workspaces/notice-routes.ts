import { notices } from '#schemas/api/notices.ts'
import { route } from '../http/route.ts'

export const noticeRoutes = [
  route({
    method: 'get',
    path: '/notices',
    who: { roles: ['owner'] },
    summary: 'What whoever runs this server should know and can mend; for whoever owns a workspace',
    reply: notices,
    handle: async ({ deps }) => ({ items: deps.notices.list() }),
  }),
]
