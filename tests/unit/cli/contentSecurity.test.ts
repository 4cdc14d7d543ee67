import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { headersFor, policyFor } from '../../../src/cli/contentSecurity.ts';
import { MNIST_MIRRORS } from '../../../src/data/mnistSources.ts';

const directive = (policy: string, name: string) =>
  policy
    .split('; ')
    .find((each) => each.startsWith(`${name} `))
    ?.split(' ')
    .slice(1);

it('allows the texts that stand in the page by their fingerprints, and no others', () => {
  const html = '<script>one()</script><style>a{}</style><script type="module" src="x.js"></script>';
  const print = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = policyFor(html);
  expect(directive(policy, 'script-src')).toEqual(["'self'", "'wasm-unsafe-eval'", print('one()')]);
  expect(directive(policy, 'style-src')).toEqual(["'self'", print('a{}')]);
  expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)(?<!wasm-unsafe-eval)|nonce|\*/);
});

it('lets the page ask its own host and the mirrors of MNIST, and be shown in anybody’s frame', () => {
  const policy = policyFor(readFileSync('index.html', 'utf8'));
  expect(directive(policy, 'connect-src')).toEqual(["'self'", ...MNIST_MIRRORS]);
  expect(policy).not.toContain('frame-ancestors');
  expect(policy).not.toContain('"'); // it stands within quotes
});

it('goes with every file, and a page without one is refused', () => {
  const policy = policyFor('');
  const html = `<head><meta http-equiv="Content-Security-Policy" content="${policy}" /></head>`;
  expect(headersFor(html)).toEqual({
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  expect(() => headersFor('<head></head>')).toThrow('build it anew');
});
