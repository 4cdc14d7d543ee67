/** What the built page may do: a policy that stands in the page itself, for any static host, and in what `npm start` sends. */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { MNIST_MIRRORS } from '../data/mnistSources.ts';

/** Whatever is not named here is forbidden. Who may show the page in a frame is left to them (library/embed.ts). */
export function policyFor(html: string): string {
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...hashesOf('script', html)],
    'style-src': ["'self'", ...hashesOf('style', html)],
    'connect-src': ["'self'", ...MNIST_MIRRORS],
    'worker-src': ["'self'", 'blob:'], // where a frame has no origin (worker/client.ts)
    'img-src': ["'self'", 'blob:', 'data:'], // pictures of charts
    'font-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'], // ui/trustedTypes.ts
  };
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}

/** Of what stands in the page itself. */
function hashesOf(element: 'script' | 'style', html: string): string[] {
  const texts = html.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'));
  return [...texts].map(([, text]) => `'sha256-${createHash('sha256').update(text!).digest('base64')}'`);
}

const META = /<meta http-equiv="Content-Security-Policy" content="([^"]*)" \/>/;
const CHARSET = '<meta charset="utf-8" />';

/** Writes the policy into the page. Stands last, as it knows the texts of all others. */
export const contentSecurity: Plugin = {
  name: 'content-security',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replace(
        CHARSET,
        `${CHARSET}\n    <meta http-equiv="Content-Security-Policy" content="${policyFor(html)}" />`,
      ),
  },
};

/** What goes with each file of the built page. @throws Error where it has no policy */
export function headersFor(html: string): Record<string, string> {
  const policy = META.exec(html)?.[1];
  if (policy === undefined) throw new Error('dist/index.html has no Content-Security-Policy: build it anew.');
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}
