/** The page's letters as a style for a picture, which cannot load any. */

/** @returns empty where the page has no font of its own, or it cannot be read: the picture has the reader's letters then */
export async function embeddedFont(): Promise<string> {
  const face = [...document.styleSheets].flatMap(facesOf).find(isLatin);
  const url = /url\("?([^")]+)"?\)/.exec(face?.style.getPropertyValue('src') ?? '')?.[1];
  if (!face || url === undefined) return '';
  try {
    const font = await fetch(new URL(url, face.parentStyleSheet?.href ?? document.baseURI));
    const source = await dataUrl(await font.blob());
    const family = face.style.getPropertyValue('font-family');
    return `<style>@font-face{font-family:${family.replaceAll('"', "'")};font-weight:100 900;src:url(${source})}</style>`;
  } catch {
    return '';
  }
}

function facesOf(sheet: CSSStyleSheet): CSSFontFaceRule[] {
  return [...sheet.cssRules].filter((rule): rule is CSSFontFaceRule => rule instanceof CSSFontFaceRule);
}

/** Of the letters in which the page is written. */
function isLatin({ style }: CSSFontFaceRule): boolean {
  return /U\+0{0,3}0?-0*FF\b/i.test(style.getPropertyValue('unicode-range'));
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string); // so it is for data URLs
    reader.onerror = () => reject(new Error('The font could not be read.'));
    reader.readAsDataURL(blob);
  });
}
