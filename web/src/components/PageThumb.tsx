// A page in small, fetched once it comes into sight. Its words stand beside it, so the picture itself says nothing.
import type { PageInfo } from '../lib/api/types';

type Props = { src: string; page: Pick<PageInfo, 'width_points' | 'height_points'> };

export function PageThumb({ src, page }: Props) {
  return (
    <img
      src={src}
      width={Math.round(page.width_points || 595)}
      height={Math.round(page.height_points || 842)}
      alt=""
      loading="lazy"
      decoding="async"
    />
  );
}
/** How wide, in pixels, the smallest picture is that the server makes. */
export const THUMB_WIDTH = 200;
