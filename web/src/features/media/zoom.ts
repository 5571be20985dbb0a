/** Where a picture is and how large, while it is looked at. Plain arithmetic; the view draws it. */

export interface Zoom {
  readonly scale: number;
  /** Of the middle of the picture from the middle of the stage, in pixels. */
  readonly x: number;
  readonly y: number;
}

export const FITTED: Zoom = { scale: 1, x: 0, y: 0 };
export const LARGEST = 8;

interface Box {
  readonly width: number;
  readonly height: number;
}

/** Larger or smaller around a point (measured from the middle of the stage), which stays where it is. */
export function zoomAt(zoom: Zoom, factor: number, x: number, y: number): Zoom {
  const scale = Math.min(LARGEST, Math.max(1, zoom.scale * factor));
  const by = scale / zoom.scale;
  return { scale, x: x - (x - zoom.x) * by, y: y - (y - zoom.y) * by };
}

/** Not beyond the edges: no more empty space than the fitted picture leaves. */
export function held(zoom: Zoom, picture: Box, stage: Box): Zoom {
  const within = (value: number, size: number, room: number) => {
    const free = Math.max(0, (size * zoom.scale - room) / 2);
    return Math.min(free, Math.max(-free, value)) + 0;
  };
  return {
    scale: zoom.scale,
    x: within(zoom.x, picture.width, stage.width),
    y: within(zoom.y, picture.height, stage.height),
  };
}
