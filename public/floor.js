/* Tells people whose browser is too old for the page what it lacks. Old browsers cannot read the page's own scripts, and they
   must be able to read this one: ECMAScript 5, no module. The floor stands in README and as build.target in vite.config.ts. */
(function () {
  var css = window.CSS && CSS.supports;
  var isEnough =
    typeof Array.prototype.toReversed === 'function' &&
    typeof DecompressionStream === 'function' &&
    css &&
    CSS.supports('color', 'color-mix(in srgb, red, blue)');
  if (!isEnough) document.getElementById('too-old').hidden = false;
})();
