/** Components that are loaded when they are first wanted, so that the page stands sooner. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** The component of this name from a chunk of its own. Rendered within a Suspense. */
export function later<Name extends string, Props>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: (await load())[name] }));
}
