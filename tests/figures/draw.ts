/** A figure as the text of an SVG: its styles written into it, its numbers rounded, so that it changes only with the drawing. */
import { readFileSync } from 'node:fs';
import { MantineProvider } from '@mantine/core';
import { act, createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { cssVariables } from '../../src/ui/theme.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** In happy-dom, which lays nothing out: whatever measures itself finds this size. No letters are measured. */
export async function draw(drawing: ReactElement, size: Size): Promise<string> {
  globalThis.ResizeObserver = observerOf(size);
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const holder = document.createElement('div');
  document.body.append(holder);
  const root = createRoot(holder);
  await act(async () => root.render(createElement(MantineProvider, null, drawing)));
  const svg = [...holder.querySelectorAll('svg')].toSorted((a, b) => sizeOf(b) - sizeOf(a))[0];
  if (!svg) throw new Error('The figure draws no svg.');
  const text = textOf(svg, size);
  await act(async () => root.unmount());
  holder.remove();
  return text;
}

const sizeOf = (svg: SVGElement) => svg.querySelectorAll('*').length;

function observerOf({ width, height }: Size): typeof ResizeObserver {
  return class {
    constructor(private readonly report: ResizeObserverCallback) {}
    observe(target: Element) {
      const contentRect = { x: 0, y: 0, top: 0, left: 0, right: width, bottom: height, width, height };
      const entry = {
        target,
        contentRect,
        borderBoxSize: [],
        contentBoxSize: [],
        devicePixelContentBoxSize: [],
      };
      this.report([entry as unknown as ResizeObserverEntry], this);
    }
    unobserve() {}
    disconnect() {}
  };
}

function textOf(svg: SVGElement, { width, height }: Size): string {
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', svg.getAttribute('viewBox')?.split(' ')[3] ?? String(height));
  if (!svg.hasAttribute('viewBox')) svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    for (const { name } of [...element.attributes])
      if (/^(data-|aria-|tabindex$|role$)/.test(name)) element.removeAttribute(name);
    const kept = [...element.classList].filter((name) => name.startsWith('plot-'));
    if (kept.length > 0) element.setAttribute('class', kept.join(' '));
    else element.removeAttribute('class');
    const sorted = [...element.attributes].toSorted((a, b) => (a.name < b.name ? -1 : 1)); // their order is no difference
    for (const { name } of sorted) element.removeAttribute(name);
    for (const { name, value } of sorted) element.setAttribute(name, value);
  }
  const drawn = withPlainIds(svg.outerHTML)
    .replace(/(?<!opacity)="[^"]*"/g, rounded)
    .replace(/></g, '>\n<');
  return `${drawn.replace(/^(<svg[^>]*>)/, `$1\n${styleFor(drawn)}`)}\n`;
}

/** What is drawn, to a tenth of a pixel; what is written stays as it is. */
function rounded(attribute: string): string {
  return attribute.replace(/-?\d+\.\d{2,}(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(1))));
}

/** Numbered as they come: React and recharts count through all that was ever drawn. */
function withPlainIds(text: string): string {
  const ids = [...new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!))];
  return ids.reduce((all, id, at) => all.replaceAll(id, `id${at + 1}`), text);
}

/** The colours that it uses, light and dark, and the rules of the page for what it is made of. */
function styleFor(drawn: string): string {
  const { light, dark } = cssVariables({} as never);
  const sheet = readFileSync('src/ui/styles/figures.css', 'utf8');
  const rules = [...sheet.matchAll(/^[^{}/]*\.plot-(?:axes|told|pointer)[^{}]*\{[^}]*\}/gm)].map(([rule]) =>
    rule.trim(),
  );
  const used = rules.filter((rule) =>
    [...drawn.matchAll(/class="(plot-\w+)"/g)].some(([, name]) => rule.includes(name!)),
  );
  const names = [
    ...new Set([...`${drawn}${used.join('')}`.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name!)),
  ].toSorted();
  const colours = (scheme: Record<string, string>) =>
    names.map((name) => `${name}: ${scheme[name]}`).join('; ');
  return [
    '<style>',
    `svg { ${colours(light)}; background: var(--ground, ${light['--ground']}); font: 12px sans-serif; color: ${light['--ink']} }`,
    `@media (prefers-color-scheme: dark) { svg { ${colours(dark)}; background: ${dark['--ground']}; color: ${dark['--ink']} } }`,
    ...used.map((rule) => rule.replace(/\s+/g, ' ')),
    '</style>',
    '',
  ].join('\n');
}
