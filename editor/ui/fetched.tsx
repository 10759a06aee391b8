import { type ComponentType, lazy } from 'react'
import { getSetup } from '../api/session.ts'

const failed = new Set<() => void>()

/** A part whose code is fetched when it is first shown, or before that by `preload`. */
export function fetched<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let ready: ComponentType<Props> | undefined
  const preload = async () => {
    ready ??= await load()
  }
  // React keeps a failure for good, so a part that could not be fetched gets a new beginning from `fetchAgain`.
  const begin = () =>
    lazy(async () => {
      try {
        if (!ready) await reachServer()
        return { default: ready ?? (await load()) }
      } catch (error) {
        failed.add(() => {
          Part = begin()
        })
        throw error
      }
    })
  let Part = begin()
  return Object.assign((props: Props) => <Part {...props} />, { preload })
}

/** Lets the parts that could not be fetched be asked for once more, with their styles: those the bundler asks for only once. */
export function fetchAgain(): void {
  for (const beginAgain of failed) beginAgain()
  failed.clear()
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]'))
    if (!link.sheet) link.replaceWith(link.cloneNode())
}

/**
 * Rejects while the server cannot be reached. A browser keeps a failed import as long as the page lives, so it is asked first: any
 * quick answer will do.
 */
export const reachServer = (): Promise<unknown> => getSetup()
