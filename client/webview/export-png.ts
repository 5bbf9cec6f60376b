// An SVG drawn into a picture of pixels, in the page: nothing leaves it.

const SCALE = 2;

/** Base64 of a PNG with two pixels for each of the SVG's. Rejects when the picture cannot be drawn. */
export async function pngOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = dataUrlOf(svg);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

/** A picture as the address of itself, which is all that the page's policy lets an image be. */
export function dataUrlOf(svg: string): string {
  const bytes = new TextEncoder().encode(svg);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:image/svg+xml;base64,${btoa(binary)}`;
}
