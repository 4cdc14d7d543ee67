/** Something to take along: shown, to be selected where copying is not allowed, and copied. */
import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';

interface Props {
  readonly label: string;
  readonly text: string;
  /** Lines that are shown of code; one of a link if left out. */
  readonly rows?: number;
}

export function LinkField({ label, text, rows }: Props) {
  const clipboard = useClipboard({ timeout: 60_000 });
  const field = { label, size: 'xs', readOnly: true, value: text } as const;
  return (
    <>
      {rows ? (
        <Textarea
          {...field}
          rows={rows}
          classNames={{ input: 'code-field' }}
          onFocus={(event) => event.currentTarget.select()}
        />
      ) : (
        <TextInput {...field} onFocus={(event) => event.currentTarget.select()} />
      )}
      <Group my="sm" gap="sm">
        <Button size="xs" onClick={() => clipboard.copy(text)}>
          Copy
        </Button>
        <span role="status" aria-label={label}>
          {clipboard.error && 'The browser does not let this page copy: select it and copy it.'}
          {clipboard.copied && 'Copied.'}
        </span>
      </Group>
    </>
  );
}
