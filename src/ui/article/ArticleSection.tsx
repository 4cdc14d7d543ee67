/** The article below the page, loaded when somebody comes near it. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';

const Article = lazy(async () => {
  await import('katex/dist/katex.min.css');
  return import('./Article.mdx');
});

/** Pixels of scrolling ahead of which it begins to load. */
const AHEAD = '800px';

export function ArticleSection() {
  const section = useRef<HTMLElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setIsNear(true);
      },
      { rootMargin: AHEAD },
    );
    if (section.current && !isNear) observer.observe(section.current);
    return () => observer.disconnect();
  }, [isNear]);
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
