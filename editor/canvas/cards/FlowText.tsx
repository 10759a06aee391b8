import { Fragment } from 'react'
import type { LocalisedText } from '#schemas/text.ts'
import { useWording } from '../../open-flow/flow-editor.ts'
import { filled } from '../../open-flow/wording.ts'
import classes from './flow-text.module.css'

/** A text of the flow with its variables as small tags: "Hi `first name`, how can we help?" */
export function FlowText({ text }: { text: LocalisedText }) {
  const wording = useWording()
  const said = wording.text(text)
  const parts = [...said.matchAll(filled)]
  let from = 0
  return (
    <span lang={wording.languageOf(text)} dir="auto">
      {parts.map((part) => {
        const before = said.slice(from, part.index)
        from = part.index + part[0].length
        return (
          <Fragment key={part.index}>
            {before}
            <span className={classes.variable}>{wording.variable(part[1] as string)}</span>
          </Fragment>
        )
      })}
      {said.slice(from)}
    </span>
  )
}
