import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewNote } from '#schemas/api/contacts.ts'
import { addContactNote } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { freshId } from '../document/ids.ts'
import { useWorkspace } from '../shell/session.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import classes from './timeline.module.css'

type Kind = NewNote['kind']

/** Writes down what is to be remembered of a person, or what was said on the phone. */
export function NoteForm({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts')
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const [kind, setKind] = useState<Kind>('note')
  const [text, setText] = useState('')
  // What is sent again after a broken line is the same note.
  const [noteId, setNoteId] = useState(freshId)
  const add = useMutation({
    mutationFn: () => addContactNote(w, contactId, { kind, text: text.trim(), noteId }),
    onSuccess: async () => {
      setText('')
      setNoteId(freshId())
      await queries.invalidateQueries({ queryKey: keys.timeline(w, contactId) })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) add.mutate()
  }
  const label = t(kind === 'call' ? 'note.call' : 'note.note')
  return (
    <form className={classes.note} onSubmit={submit}>
      <Textarea
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={4000}
        error={add.error ? sentenceOf(add.error) : undefined}
      />
      {text.trim() !== '' && (
        <div className={classes.noteFoot}>
          <Segmented<Kind>
            size="sm"
            label={t('note.kind')}
            value={kind}
            options={[
              { value: 'note', label: t('timeline.kind.note'), icon: 'note' },
              { value: 'call', label: t('timeline.kind.call'), icon: 'phone' },
            ]}
            onChange={setKind}
          />
          <Button type="submit" size="xs" loading={add.isPending}>
            {t('note.keep')}
          </Button>
        </div>
      )}
    </form>
  )
}
