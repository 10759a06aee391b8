import { join } from 'node:path'
import { Router } from 'express'
import { directionOf } from '#schemas/text.ts'
import { channelAnywhere, isWebChat } from '../channels/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { packedFiles } from './packed-files.ts'

/** What customers load: the widget's script, for any site, and a hosted page per web chat. */
export function chatPages(deps: Pick<Deps, 'store' | 'editorFolder'>): Router {
  const router = Router()
  const widget = packedFiles(join(deps.editorFolder, '../widget'), { maxAge: '5m' })
  router.get('/widget.js', (req, res, next) => {
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    widget(req, res, next)
  })
  router.get('/chat/:channelId', async (req, res) => {
    const { channelId } = req.params
    const channel = await channelAnywhere(deps.store, channelId)
    res.setHeader('Cache-Control', 'no-cache')
    if (isWebChat(channel)) {
      const { title, language } = channel.settings
      res.type('html').send(page(channelId, title, language))
    } else if (req.accepts(['json', 'html']) === 'html') {
      // A person followed an old link: the page itself says that there is no chat, in their own language.
      const language = req.acceptsLanguages().find((tag) => tag !== '*') ?? 'en'
      res
        .status(404)
        .type('html')
        .send(page(channelId, '404', language))
    } else throw new AppError('not-found')
  })
  return router
}

const page = (channelId: string, title: string, language: string): string => `<!doctype html>
<html lang="${escaped(language)}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/mark.svg" type="image/svg+xml">
<title>${escaped(title)}</title>
<style>html, body { margin: 0; height: 100%; background: #f7f6f3 } @media (prefers-color-scheme: dark) { html, body { background: #161513 } }</style>
</head>
<body>
<script src="/widget.js" data-channel="${escaped(channelId)}" data-page></script>
</body>
</html>
`

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
