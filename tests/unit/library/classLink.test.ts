/** A link for a class draws one seed for whoever opens it, and an embedded panel is one of those that there are. */
import { describe, expect, it } from 'vitest';
import { drawSeed, withOwnSeed } from '../../../src/library/classLink.ts';
import { EMBEDDED_PANELS, readEmbed, withEmbed } from '../../../src/library/embed.ts';
import { embedSnippet } from '../../../src/library/embedLabels.ts';
import { readHash } from '../../../src/library/permalink.ts';

const at = (address: string) => new URL(address);

describe('a link for a class', () => {
  const link = withOwnSeed('http://class/page/?lesson=files,labels#T=4&seed=7');

  it('asks for a seed beside what else the address says', () => {
    expect(link).toBe('http://class/page/?lesson=files,labels&seed=own#T=4&seed=7');
    expect(drawSeed(at('http://class/page/#seed=own'))).toBeNull(); // that is a setting, and refused as one
  });

  it('draws it once: in the address that takes its place it is a setting like others', () => {
    const drawn = drawSeed(at(link), () => 0.5)!;
    expect(drawn).toEqual({ seed: 500_001, address: '/page/?lesson=files,labels#seed=500001&T=4' });
    const there = at(`http://class${drawn.address}`);
    expect(drawSeed(there)).toBeNull();
    expect(readHash(there.hash)).toMatchObject({
      link: { config: { seed: 500_001, temperature: 4 } },
      problem: null,
    });
  });

  it.each([
    [0, 2],
    [0.999_999_999, 999_999],
  ])('draws from 2, because the default stands in no link, to the largest: %s', (random, seed) => {
    expect(drawSeed(at(link), () => random)?.seed).toBe(seed);
  });
});

describe('an embedded panel', () => {
  it('is named in the address, and can be left out of it again', () => {
    for (const panel of EMBEDDED_PANELS) {
      const address = withEmbed('http://here/?lesson=scale#T=4', panel);
      expect(readEmbed(at(address).search)).toEqual({ panel, problem: null });
      expect(withEmbed(address, null)).toBe('http://here/?lesson=scale#T=4');
    }
    expect(readEmbed('?lesson=scale')).toBeNull();
  });

  it.each(['', 'Softened', '__proto__', 'x'.repeat(500)])(
    'is refused in words where there is none: "%s"',
    (name) => {
      const read = readEmbed(`?embed=${name}`);
      expect(read?.panel).toBeNull();
      expect(read?.problem).toMatch(
        /^There is no panel ".{0,40}" to embed\. There are: probe, .*mistakes\.$/,
      );
    },
  );

  it('is code that no address breaks out of', () => {
    const code = embedSnippet('http://here/?a="><script>&embed=probe', 'probe');
    expect(code.match(/"/g)).toHaveLength(12);
    expect(code).toContain('a=&quot;>');
  });
});
