/** The article below the page, loaded when somebody comes near it. */
import { lazy, Suspense } from 'react';
import { useNear } from '../useNear.ts';

const Article = lazy(async () => {
  await import('katex/dist/katex.min.css');
  return import('./Article.mdx');
});

export function ArticleSection() {
  const [section, isNear] = useNear<HTMLElement>();
  return (
    <article id="article" className="article" ref={section} aria-label="How distillation works">
      {isNear && (
        <Suspense>
          <Article />
        </Suspense>
      )}
    </article>
  );
}
