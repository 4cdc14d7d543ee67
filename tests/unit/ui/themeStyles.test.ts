/** What Mantine makes of the theme is a file of the page: styles that a script writes into the page are forbidden there. */
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { cssVariables, theme } from '../../../src/ui/theme.ts';

it('theme.css is what Mantine would write for the theme; npm run test:unit -- -u writes it anew', async () => {
  const written = renderToStaticMarkup(
    createElement(MantineProvider, {
      theme,
      cssVariablesResolver: cssVariables,
      defaultColorScheme: 'auto',
      withGlobalClasses: false,
    }),
  );
  const css = /<style[^>]*>(.*)<\/style>/s.exec(written)?.[1] ?? '';
  const file = `/* Written by Mantine from theme.ts: tests/unit/ui/themeStyles.test.ts keeps it so. */\n\n${css}`;
  await expect(await format(file, { parser: 'css', singleQuote: true, printWidth: 110 })).toMatchFileSnapshot(
    '../../../src/ui/styles/theme.css',
  );
});
