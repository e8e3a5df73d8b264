// The bits of a tile's number as Tiled writes it: which tile, and how it is mirrored and turned.
export const FLIPPED_ACROSS = 0x80000000;
export const FLIPPED_DOWN = 0x40000000;
export const FLIPPED_DIAGONALLY = 0x20000000;
export const NUMBER_MASK = 0x0fffffff;
