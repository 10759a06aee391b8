import { Button, FileButton, Input, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { dialects } from '#runtime/channels/dialects.ts'
import { type TemplateDraft, templateMedia } from '#schemas/message-template.ts'
import { keepFile } from '../../api/files.ts'
import { sentenceOf } from '../../api/request.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Icon } from '../../ui/Icon.tsx'

type Header = TemplateDraft['header']
type Media = Exclude<NonNullable<Header>, { kind: 'text' }>

interface TemplateHeaderProps {
  header: Header
  errorAt(path: string): string | undefined
  onChange(header: Header): void
}

/** What stands above a template's text: a line, a picture, a video, a file, or nothing. */
export function TemplateHeader({ header, errorAt, onChange }: TemplateHeaderProps) {
  const { t } = useTranslation('settings')
  const kinds = ['none', 'text', ...templateMedia] as const
  const pick = (kind: (typeof kinds)[number] | null) => {
    if (kind === null || kind === header?.kind) return
    if (kind === 'none') onChange(undefined)
    else onChange(kind === 'text' ? { kind, text: '' } : { kind, file: '' })
  }
  return (
    <>
      <Select
        label={t('templates.fields.header')}
        data={kinds.map((kind) => ({ value: kind, label: t(`templates.header.${kind}`) }))}
        value={header?.kind ?? 'none'}
        onChange={(kind) => pick(kind as (typeof kinds)[number] | null)}
        allowDeselect={false}
      />
      {header?.kind === 'text' && (
        <TextInput
          label={t('templates.fields.headerText')}
          dir="auto"
          value={header.text}
          error={errorAt('/header/text')}
          onChange={(event) => onChange({ kind: 'text', text: event.currentTarget.value })}
        />
      )}
      {header && header.kind !== 'text' && <Example header={header} error={errorAt('/header/file')} onChange={onChange} />}
    </>
  )
}

/** A file that shows the vendor what will stand there. */
function Example({ header, error, onChange }: { header: Media; error: string | undefined; onChange(header: Media): void }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const keep = useMutation({
    mutationFn: (file: File) => keepFile(id, file),
    onSuccess: ({ address }) => onChange({ ...header, file: address }),
  })
  const types = dialects.whatsapp.capabilities.files?.[header.kind].types ?? []
  return (
    <Input.Wrapper
      label={t('templates.fields.headerFile')}
      description={t('templates.fields.headerFileHint')}
      error={keep.isError ? sentenceOf(keep.error) : error}
    >
      <div>
        <FileButton accept={types.join()} onChange={(file) => file && keep.mutate(file)}>
          {(props) => (
            <Button {...props} loading={keep.isPending} leftSection={<Icon name={header.file ? 'check' : 'paperclip'} />}>
              {header.file ? t('templates.fields.otherFile') : t('templates.fields.chooseFile')}
            </Button>
          )}
        </FileButton>
      </div>
    </Input.Wrapper>
  )
}
